; An optional part, for the user who installs it; the program finds it by itself.
; /S installs silently. Exit codes as those of the program's own installer. bundle/installer.py gives
; what it gives the other, and PART: ocr, cipher, server or postgresql.

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
!if "${PART}" == "ocr"
  !define TITLE "文字识别组件"
  !define MARK "Recognition"
  !define UNINSTALLER "卸载文字识别.exe"
  !define SPACE "400 MB"
  !define WORDS "安装后，收件时可以读取扫描件和照片里的申请表。不联网，图片不离开这台电脑。约占 230 MB。"
!else if "${PART}" == "server"
  !define TITLE "服务器组件"
  !define MARK "Server"
  !define UNINSTALLER "卸载服务器组件.exe"
  !define SPACE "30 MB"
  ; A door for other computers stands on it when the window is closed.
  !define HELD "$INSTDIR\_ssl.pyd"
  !define WORDS "安装后，可以打开放在本机关 PostgreSQL 服务器上的登记簿，几个人同时办理。只连接登记簿所在的服务器。约占 15 MB。"
!else if "${PART}" == "postgresql"
  !define TITLE "数据库组件"
  !define MARK "Database"
  !define UNINSTALLER "卸载数据库组件.exe"
  !define SPACE "50 MB"
  !define WORDS "没有服务器的单位，由这台电脑运行数据库（PostgreSQL），几个人共用一本登记簿。不装系统服务，不需要管理员权限。还要装服务器组件。约占 30 MB。"
  ; It runs on when the window is closed.
  !define RUNS "$INSTDIR\bin\postgres.exe"
  !define HELD "$INSTDIR\door\cryptography\hazmat\bindings\_rust.pyd"
  !define STAYS "只删除数据库的程序，共用的登记簿不动，重新安装以后照常打开。不再共用的，请先在“设置—共用”里移回文件。"
!else
  !define TITLE "加密组件"
  !define MARK "Cipher"
  !define UNINSTALLER "卸载加密.exe"
  !define SPACE "20 MB"
  !define WORDS "安装后，可以在“设置—安全”里选择把登记簿、文书和备份加密保存。不联网。约占 6 MB。$\r$\n$\r$\n登记簿已经加密的，卸载本组件以后打不开，重新安装即可。"
!endif
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Banjiantai${MARK}"

Name "${NAME} ${TITLE}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\${NAME}\${PART}"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME} ${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} ${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${WELCOME}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${WELCOME}"
!define MUI_WELCOMEPAGE_TEXT "${WORDS}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!ifdef STAYS
  !define MUI_UNCONFIRMPAGE_TEXT_TOP "${STAYS}"
!endif
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; Says a sentence, or only ends with its code where nobody looks on.
!macro Refuse words code
  ${IfNot} ${Silent}
    MessageBox MB_ICONSTOP|MB_OK "${words}"
  ${EndIf}
  SetErrorLevel ${code}
  Quit
!macroend

; A program that runs keeps its file: it cannot be opened to be written.
!macro RefuseWhileItRuns
  !ifdef RUNS
    !insertmacro RefuseWhileOpen "${RUNS}" "本机的数据库正在运行，共用的登记簿可能有人在用。请先在办件台“设置—共用”里停止数据库，再来一次。什么也没有改动。"
  !endif
  !ifdef HELD
    !insertmacro RefuseWhileOpen "${HELD}" "${TITLE}正在使用。这台电脑让其他电脑连接的，请先在办件台“设置—共用”里停止数据库；然后退出办件台，再来一次。什么也没有改动。"
  !endif
!macroend

!macro RefuseWhileOpen file words
  ${If} ${FileExists} "${file}"
    ClearErrors
    FileOpen $0 "${file}" a
    ${If} ${Errors}
      !insertmacro Refuse "${words}" 3
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section "${TITLE}" SecPart
  !insertmacro RefuseWhileItRuns
  ; What is there is put back where copying fails; a part in use cannot be renamed.
  RMDir /r "$INSTDIR.old"
  ${If} ${FileExists} "$INSTDIR\*.*"
    ClearErrors
    Rename "$INSTDIR" "$INSTDIR.old"
    ${If} ${Errors}
      !insertmacro Refuse "${TITLE}正在使用。请先退出办件台，再安装。原来的没有改动。" 3
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR"
  ClearErrors
  ; Its mark comes last: without it an installation that broke off does not count.
  !include "${FILES}"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR"
    Rename "$INSTDIR.old" "$INSTDIR"
    !insertmacro Refuse "没有装完，磁盘可能已满，或者杀毒软件拦截了文件。请腾出 ${SPACE} 空间后再安装；办件台照常可以使用。" 2
  ${EndIf}
  RMDir /r "$INSTDIR.old"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME} ${TITLE}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileItRuns
  Delete "$INSTDIR\installed.json"
  RMDir /r "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
