/* For trying the program under wine only: Windows 10 brings an icuuc.dll, wine 8 has none.
   Qt asks it for converters of old code pages. Here there are none, and every question says so. */
#define ANSWER __declspec(dllexport)

enum { U_FILE_ACCESS_ERROR = 4 };

ANSWER void *ucnv_open(const char *name, int *error) {
    (void)name;
    if (error != 0)
        *error = U_FILE_ACCESS_ERROR;
    return 0;
}

#define NOTHING(name) ANSWER long long name(void) { return 0; }

NOTHING(ucnv_close)
NOTHING(ucnv_reset)
NOTHING(ucnv_getName)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_toUCountPending)
NOTHING(ucnv_fromUCountPending)
NOTHING(ucnv_getStandardName)
NOTHING(ucnv_getAvailableName)
NOTHING(ucnv_countAvailable)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)

ANSWER signed char ucnv_getMaxCharSize(void) { return 1; }
