"""llama.cpp: the library, a loaded file, and the adapter that it is taught by."""
