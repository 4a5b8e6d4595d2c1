/* For trying the program under wine only: wine 8 ends a program that asks for a colour profile.
   Here the screen simply has none. */
#define ANSWER __declspec(dllexport)

#define NO_PROFILE(name) ANSWER void *name(void) { return 0; }

NO_PROFILE(OpenColorProfileW)
NO_PROFILE(WcsOpenColorProfileW)
NO_PROFILE(WcsCreateIccProfile)

ANSWER int CloseColorProfile(void *profile) { (void)profile; return 1; }
ANSWER int GetColorProfileFromHandle(void) { return 0; }
ANSWER int GetColorDirectoryW(void) { return 0; }
