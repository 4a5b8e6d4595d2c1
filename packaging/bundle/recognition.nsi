; The recognition of scans, for the user who installs it; the program finds it by itself.
; /S installs silently. Exit codes as those of the program's own installer.

Unicode true
Target amd64-unicode
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include LogicLib.nsh

!define NAME "依申请公开办件台"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\BanjiantaiRecognition"

Name "${NAME} 文字识别组件"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\${NAME}\ocr"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME} 文字识别组件"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 文字识别组件 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${WELCOME}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${WELCOME}"
!define MUI_WELCOMEPAGE_TEXT "安装后，收件时可以读取扫描件和照片里的申请表。不联网，图片不离开这台电脑。约占 300 MB。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Section "文字识别" SecRecognition
  ; Without its mark an installation that broke off does not count.
  Delete "$INSTDIR\installed.json"
  RMDir /r "$INSTDIR"
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r /x installed.json "${BUNDLE}/*"
  ${If} ${Errors}
    ${IfNot} ${Silent}
      MessageBox MB_ICONSTOP|MB_OK "没有装完，磁盘可能已满，或者杀毒软件拦截了文件。请腾出 400 MB 空间后再安装；办件台照常可以使用。"
    ${EndIf}
    SetErrorLevel 2
    Quit
  ${EndIf}
  File "${BUNDLE}/installed.json"
  WriteUninstaller "$INSTDIR\卸载文字识别.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME} 文字识别组件"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\卸载文字识别.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\卸载文字识别.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Delete "$INSTDIR\installed.json"
  RMDir /r "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
