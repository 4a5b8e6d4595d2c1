; The installer: for one user, without administrator rights, every word Chinese.
; bundle/installer.py gives VERSION, NUMBERS, FILES, OUT, ICON, WELCOME and SIZE.
;
; /S installs silently, /D=folder (last, without quotes) chooses the folder, /NODESKTOP leaves the
; desktop alone, /NOASSOC leaves file types alone, /OCR, /CIPHER, /SERVER and /POSTGRESQL install the
; optional parts whose files lie beside, the last with the driver it is spoken to by. Exit codes: 0 done, 1 given up by the user, 2 not possible here, 3 the program is
; running, 4 the program is installed and an optional part is not.

Unicode true
Target amd64-unicode
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
SetDateSave on
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include Sections.nsh
!include WinMessages.nsh

!define NAME "依申请公开办件台"
!define RECOGNITION "办件台-${VERSION}-文字识别-安装.exe"
!define CIPHER "办件台-${VERSION}-加密-安装.exe"
!define SERVER "办件台-${VERSION}-服务器-安装.exe"
!define POSTGRESQL "办件台-${VERSION}-数据库-安装.exe"
!define PROGRAM "banjiantai.exe"
!define TYPE "Banjiantai.Register"
!define ENDING ".djb"
!define SHARED_TYPE "Banjiantai.Connection"
!define SHARED_ENDING ".djs"
!define EXCHANGE_TYPE "Banjiantai.Exchange"
!define EXCHANGE_ENDING ".djh"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Banjiantai"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
!define PATHS_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths\${PROGRAM}"

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${WELCOME}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${WELCOME}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "程序只装给当前用户，不需要管理员权限，不需要联网。$\r$\n$\r$\n以前装过的，直接升级：登记簿、文书和设置都不改动；新版本第一次打开登记簿时先自动备份，再升级。$\r$\n$\r$\n安装前请关闭正在运行的办件台。"
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开办件台"
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\资料\使用手册.html"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "打开使用手册"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_UNCONFIRMPAGE_TEXT_TOP "只删除程序。登记簿、文书、备份和设置都保留在原来的位置。"
!define MUI_UNFINISHPAGE_NOAUTOCLOSE

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "程序已经删除。登记簿仍在原来的位置（默认在“文档\${NAME}”），重新安装后可以接着用。"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "SimpChinese"

Var WithDesktop
Var WithTypes
Var Missing

; Says a sentence, or only ends with its code where nobody looks on.
!macro Refuse words code
  ${IfNot} ${Silent}
    MessageBox MB_ICONSTOP|MB_OK "${words}"
  ${EndIf}
  SetErrorLevel ${code}
  Quit
!macroend

; A program that runs keeps its file: it cannot be opened to be written. So does the door for other
; computers, which is this program without a window.
!macro WaitUntilClosed prefix
Function ${prefix}WaitUntilClosed
  again:
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      ${If} ${Silent}
        SetErrorLevel 3
        Quit
      ${EndIf}
      MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "办件台正在运行（也可能收在任务栏右侧的通知区域，或者正让其他电脑连接本机共用的登记簿）。让其他电脑连接的，请先在“设置—共用”里停止数据库；然后退出办件台，再点“重试”。" IDRETRY again
      SetErrorLevel 3
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Function .onInit
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} $0 < 17763
    !insertmacro Refuse "本程序需要64位的 Windows 10（1809 以上）或者 Windows 11，这台电脑的系统较旧，没有安装。" 2
  ${EndIf}
  StrCpy $WithDesktop 1
  StrCpy $WithTypes 1
  StrCpy $Missing 0
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/NODESKTOP" $2
  ${IfNot} ${Errors}
    StrCpy $WithDesktop 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $1 "/NOASSOC" $2
  ${IfNot} ${Errors}
    StrCpy $WithTypes 0
  ${EndIf}
  Call Choose
FunctionEnd

Section "办件台程序（必需）" SecProgram
  SectionIn RO
  Call WaitUntilClosed
  SetOutPath "$INSTDIR"
  ; What the last version left must not mix with this one. It is put back where copying fails.
  RMDir /r "$INSTDIR\_internal.old"
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
    ${If} ${Errors}
      !insertmacro Refuse "不能替换“$INSTDIR”里的旧版本，可能有文件正被使用，请重新启动电脑后再安装。旧版本没有改动。" 3
    ${EndIf}
  ${EndIf}
  ClearErrors
  !include "${FILES}"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\_internal"
    Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
    !insertmacro Refuse "没有装完，磁盘可能已满，或者杀毒软件拦截了文件。请腾出 200 MB 空间、暂停拦截后再安装；登记簿没有改动。" 2
  ${EndIf}
  RMDir /r "$INSTDIR\_internal.old"
  WriteUninstaller "$INSTDIR\卸载.exe"
  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  CreateShortcut "$SMPROGRAMS\${NAME}\使用手册.lnk" "$INSTDIR\资料\使用手册.html"
  CreateShortcut "$SMPROGRAMS\${NAME}\卸载.lnk" "$INSTDIR\卸载.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\卸载.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\卸载.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  WriteRegStr HKCU "${PATHS_KEY}" "" "$INSTDIR\${PROGRAM}"
SectionEnd

Section "桌面快捷方式" SecDesktop
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
SectionEnd

!macro Associate ending type title
  WriteRegStr HKCU "Software\Classes\${ending}" "" "${type}"
  WriteRegStr HKCU "Software\Classes\${ending}\OpenWithProgids" "${type}" ""
  WriteRegStr HKCU "Software\Classes\${type}" "" "${title}"
  WriteRegStr HKCU "Software\Classes\${type}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\${type}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" open "%1"'
!macroend

Section "双击打开登记簿（${ENDING}、${SHARED_ENDING}）和年报交换文件（${EXCHANGE_ENDING}）" SecTypes
  !insertmacro Associate "${ENDING}" "${TYPE}" "办件台登记簿"
  !insertmacro Associate "${SHARED_ENDING}" "${SHARED_TYPE}" "办件台连接文件"
  !insertmacro Associate "${EXCHANGE_ENDING}" "${EXCHANGE_TYPE}" "办件台年报交换文件"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

; A tick for each optional part whose file lies beside this one; without its file there is none.
!macro InstallPart file title
  DetailPrint "正在安装${title}，可能需要一两分钟"
  ClearErrors
  ExecWait '"$EXEDIR\${file}" /S' $0
  ${If} ${Errors}
    StrCpy $0 "不能运行"
  ${EndIf}
  ${If} $0 != 0
    DetailPrint "${title}没有装上（代码 $0），办件台照常可以使用"
    SetErrorLevel 4
  ${EndIf}
!macroend

Section /o "文字识别（读取扫描件和照片）" SecRecognition
  !insertmacro InstallPart "${RECOGNITION}" "文字识别组件"
SectionEnd

Section /o "加密（登记簿、文书和备份加密保存）" SecCipher
  !insertmacro InstallPart "${CIPHER}" "加密组件"
SectionEnd

Section /o "共用登记簿（连接本机关的服务器）" SecServer
  !insertmacro InstallPart "${SERVER}" "服务器组件"
SectionEnd

Section /o "本机数据库（没有服务器的单位共用登记簿）" SecPostgresql
  !insertmacro InstallPart "${POSTGRESQL}" "数据库组件"
SectionEnd

; What was asked for and has no file beside is told by the exit code.
Section "-asked"
  ${If} $Missing == 1
    DetailPrint "要求的可选组件与本安装文件不在同一个文件夹，没有安装；办件台照常可以使用"
    SetErrorLevel 4
  ${EndIf}
SectionEnd

LangString DescProgram 2052 "程序本身、使用手册和开始菜单，约占 100 MB。"
LangString DescDesktop 2052 "在桌面放一个图标。"
LangString DescTypes 2052 "双击登记簿、连接文件、下级单位交来的年报交换文件，即用办件台打开。"
LangString DescRecognition 2052 "收件时读取扫描件和照片，不联网；约占 230 MB，以后也可以单独安装。"
LangString DescCipher 2052 "装上以后可以在“设置—安全”里选择加密；约占 6 MB，以后也可以单独安装。"
LangString DescServer 2052 "登记簿放在本机关的服务器上、几台电脑共用的，才需要；约占 15 MB，以后也可以单独安装。"
LangString DescPostgresql 2052 "没有服务器、由这台电脑运行数据库供几个人共用的，才需要；连同上一项，约占 45 MB，以后也可以单独安装。"
!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SecProgram} $(DescProgram)
  !insertmacro MUI_DESCRIPTION_TEXT ${SecDesktop} $(DescDesktop)
  !insertmacro MUI_DESCRIPTION_TEXT ${SecTypes} $(DescTypes)
  !insertmacro MUI_DESCRIPTION_TEXT ${SecRecognition} $(DescRecognition)
  !insertmacro MUI_DESCRIPTION_TEXT ${SecCipher} $(DescCipher)
  !insertmacro MUI_DESCRIPTION_TEXT ${SecServer} $(DescServer)
  !insertmacro MUI_DESCRIPTION_TEXT ${SecPostgresql} $(DescPostgresql)
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; A section without a name is not shown.
!macro ChoosePart file section option
  ClearErrors
  ${GetOptions} $1 "${option}" $2
  ${If} ${FileExists} "$EXEDIR\${file}"
    ${IfNot} ${Errors}
      SectionSetFlags ${section} ${SF_SELECTED}
    ${EndIf}
  ${Else}
    ${IfNot} ${Errors}
      StrCpy $Missing 1
    ${EndIf}
    SectionSetText ${section} ""
  ${EndIf}
!macroend

Function Choose
  ${If} $WithDesktop == 0
    SectionSetFlags ${SecDesktop} 0
  ${EndIf}
  ${If} $WithTypes == 0
    SectionSetFlags ${SecTypes} 0
  ${EndIf}
  !insertmacro ChoosePart "${RECOGNITION}" ${SecRecognition} "/OCR"
  !insertmacro ChoosePart "${CIPHER}" ${SecCipher} "/CIPHER"
  !insertmacro ChoosePart "${SERVER}" ${SecServer} "/SERVER"
  !insertmacro ChoosePart "${POSTGRESQL}" ${SecPostgresql} "/POSTGRESQL"
  Call ChooseDriver
FunctionEnd

; Who runs a database speaks with it too.
Function ChooseDriver
  ${If} ${SectionIsSelected} ${SecPostgresql}
    ${If} ${FileExists} "$EXEDIR\${SERVER}"
      !insertmacro SelectSection ${SecServer}
    ${EndIf}
  ${EndIf}
FunctionEnd

Function .onSelChange
  Call ChooseDriver
FunctionEnd

!macro Dissociate ending type
  ReadRegStr $0 HKCU "Software\Classes\${ending}" ""
  ${If} $0 == "${type}"
    DeleteRegKey HKCU "Software\Classes\${ending}"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${type}"
!macroend

Section "Uninstall"
  Call un.WaitUntilClosed
  ; By name: a register somebody put into this folder stays.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\资料"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\banjiantai-cli.exe"
  Delete "$INSTDIR\卸载.exe"
  RMDir "$INSTDIR"
  Delete "$DESKTOP\${NAME}.lnk"
  RMDir /r "$SMPROGRAMS\${NAME}"
  DeleteRegValue HKCU "${RUN_KEY}" "${NAME}"
  DeleteRegValue HKCU "${APPROVED_KEY}" "${NAME}"
  DeleteRegKey HKCU "${PATHS_KEY}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  !insertmacro Dissociate "${ENDING}" "${TYPE}"
  !insertmacro Dissociate "${SHARED_ENDING}" "${SHARED_TYPE}"
  !insertmacro Dissociate "${EXCHANGE_ENDING}" "${EXCHANGE_TYPE}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
