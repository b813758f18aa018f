; The installer of Parley for Windows, for Inno Setup 6.3 or later; build.ps1 starts its compiler:
;   ISCC /DAppVersion=0.1.0 /DNumericVersion=0.1.0.0 /DBundle=..\..\dist\parley parley.iss
; With /DSigned and /Sparley=... the installer and the uninstaller are signed.
;
; Without a word it installs for one user, who needs no administrator; /ALLUSERS asks for one.
; It runs in silence with: /VERYSILENT /SUPPRESSMSGBOXES /NORESTART
; This file begins with a byte order mark, by which the compiler knows UTF-8.
; Removing Parley leaves the user's chats, settings and keys where they are.

#ifndef AppVersion
  #error AppVersion is missing
#endif
#ifndef NumericVersion
  #error NumericVersion is missing
#endif
#ifndef Bundle
  #error Bundle is missing: the folder that PyInstaller made
#endif

#define AppId "chat.parley.Parley"
#define ChatType "chat.parley.chat"
#define Classes "Software\Classes"
#define LoginKey "Software\Microsoft\Windows\CurrentVersion\Run"
#define Approved "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

[Setup]
; It names Parley for ever: another one would be another program beside it.
AppId={{A01F83C3-248E-4B40-BE60-73F558C8D245}
AppName=Parley
AppVersion={#AppVersion}
AppVerName=Parley {#AppVersion}
AppPublisher=Parley contributors
VersionInfoVersion={#NumericVersion}
DefaultDirName={autopf}\Parley
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputBaseFilename=Parley-{#AppVersion}-windows-x64-setup
SetupIconFile=parley.ico
UninstallDisplayIcon={app}\parley.exe
UninstallDisplayName=Parley
WizardStyle=modern
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
; A running Parley is asked to end, as at the end of a session, and saves what it has.
CloseApplications=yes
RestartApplications=no
#ifdef Signed
SignTool=parley
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
#if FileExists(AddBackslash(CompilerPath) + "Languages\ChineseSimplified.isl")
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
#endif

[CustomMessages]
ChatFile=Parley chat
StillRunning=Parley is still running. Quit it, then try again.
#if FileExists(AddBackslash(CompilerPath) + "Languages\ChineseSimplified.isl")
zh.ChatFile=Parley 聊天
zh.StillRunning=Parley 仍在运行。请先退出，然后重试。
#endif

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Nothing of an older version stays among the new files.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "parley.ico"; DestDir: "{app}"; Flags: ignoreversion
Source: "parley-chat.ico"; DestDir: "{app}"; Flags: ignoreversion

[Icons]
; Notifications come from the program whose shortcut has the id that the process gives itself.
Name: "{autoprograms}\Parley"; Filename: "{app}\parley.exe"; AppUserModelID: "{#AppId}"
Name: "{autodesktop}\Parley"; Filename: "{app}\parley.exe"; AppUserModelID: "{#AppId}"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "{#Classes}\AppUserModelId\{#AppId}"; ValueType: string; ValueName: "DisplayName"; ValueData: "Parley"; Flags: uninsdeletekey
Root: HKA; Subkey: "{#Classes}\AppUserModelId\{#AppId}"; ValueType: string; ValueName: "IconUri"; ValueData: "{app}\parley.ico"

; Chat files. What follows the two dashes is opened, and is never taken for an option.
Root: HKA; Subkey: "{#Classes}\.parley"; ValueType: string; ValueName: ""; ValueData: "{#ChatType}"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "{#Classes}\.parley"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.parley.chat+json"; Flags: uninsdeletevalue
Root: HKA; Subkey: "{#Classes}\.parley\OpenWithProgids"; ValueType: string; ValueName: "{#ChatType}"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "{#Classes}\{#ChatType}"; ValueType: string; ValueName: ""; ValueData: "{cm:ChatFile}"; Flags: uninsdeletekey
Root: HKA; Subkey: "{#Classes}\{#ChatType}"; ValueType: string; ValueName: "AppUserModelID"; ValueData: "{#AppId}"
Root: HKA; Subkey: "{#Classes}\{#ChatType}\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: """{app}\parley-chat.ico"""
Root: HKA; Subkey: "{#Classes}\{#ChatType}\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\parley.exe"" -- ""%1"""

; Links that begin with parley://
Root: HKA; Subkey: "{#Classes}\parley"; ValueType: string; ValueName: ""; ValueData: "URL:Parley"; Flags: uninsdeletekey
Root: HKA; Subkey: "{#Classes}\parley"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKA; Subkey: "{#Classes}\parley\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: """{app}\parley.exe"",0"
Root: HKA; Subkey: "{#Classes}\parley\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\parley.exe"" -- ""%1"""

; Start at login is Parley's own setting; it must not outlive the program.
Root: HKCU; Subkey: "{#LoginKey}"; ValueType: none; ValueName: "{#AppId}"; Flags: uninsdeletevalue dontcreatekey
Root: HKCU; Subkey: "{#Approved}"; ValueType: none; ValueName: "{#AppId}"; Flags: uninsdeletevalue dontcreatekey

[Run]
Filename: "{app}\parley.exe"; Description: "{cm:LaunchProgram,Parley}"; Flags: nowait postinstall skipifsilent

[Code]
function InitializeUninstall(): Boolean;
begin
  Result := True;
  { The mutex of this name is held by every running Parley. }
  while Result and CheckForMutexes('{#AppId}') do
    Result := SuppressibleMsgBox(CustomMessage('StillRunning'), mbError, MB_RETRYCANCEL,
      IDCANCEL) = IDRETRY;
end;
