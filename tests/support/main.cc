// The one translation unit of a test program that compiles Boost.Test itself.
#define BOOST_TEST_MODULE pressmark
#include <boost/test/included/unit_test.hpp>
