// Compiled only for the headers precompiled with it; a program, so that its flags are those of the tests.
