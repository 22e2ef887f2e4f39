// The one translation unit of a test program that makes its main function.
#define BOOST_TEST_MODULE pressmark
#include <boost/test/unit_test.hpp>
