/* For trying the program under wine only: wine 8 lacks the source of random bytes that modules
   written in Rust ask for. The older one, which it has, answers instead. */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(PVOID bytes, ULONG count);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
    return SystemFunction036(bytes, (ULONG)count);
}
