; The installer of mednec for Windows, for Inno Setup 6.3 or newer. packaging\windows\build.ps1 compiles it and says what is
; not the same in every build: Version, Programs (the folder of the two programs), Output, and Signed where a signing tool is
; named. It installs for one person without an administrator, or for everybody where it is told to.

#ifndef Version
  #error Compile this by packaging\windows\build.ps1, which knows the version and where the programs are
#endif

[Setup]
; By this Windows knows that a newer version takes the place of an older one. It never changes.
AppId={{32C2F069-02D6-421F-956D-85BB98BD2BCC}
AppName=mednec
AppVersion={#Version}
AppPublisher=The authors of mednec
VersionInfoVersion={#Version}
MinVersion=10.0
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
; For one person: %LOCALAPPDATA%\Programs\mednec. Cases lie elsewhere.
DefaultDirName={autopf}\mednec
DisableProgramGroupPage=yes
; A window that is open may hold half a sentence: the installer says so and stops, and closes nobody's work.
CloseApplications=no
ChangesAssociations=yes
SourceDir=..\..
OutputDir={#Output}
OutputBaseFilename=mednec-{#Version}-setup
SetupIconFile=assets\icons\mednec.ico
UninstallDisplayIcon={app}\mednec.exe
WizardStyle=modern
Compression=lzma2/max
SolidCompression=yes
#ifdef Signed
SignTool=mednec
#endif

; There is no [UninstallDelete]: cases and settings are nothing that an uninstaller may touch.

[Files]
Source: "{#Programs}\mednec.exe"; DestDir: "{app}"; Flags: ignoreversion
Source: "{#Programs}\mednec-cli.exe"; DestDir: "{app}"; Flags: ignoreversion
Source: "assets\licences.txt"; DestDir: "{app}"; Flags: ignoreversion

[Icons]
Name: "{autoprograms}\mednec"; Filename: "{app}\mednec.exe"; Comment: "Checklist for utilization review"

[Registry]
; Who has chosen another program for these files keeps it.
Root: HKA; Subkey: "Software\Classes\.mednec"; ValueType: string; ValueData: "mednec.case"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.mednec"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.mednec.case+json"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.mednec\OpenWithProgids"; ValueType: string; ValueName: "mednec.case"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\mednec.case"; ValueType: string; ValueData: "Case of utilization review"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\mednec.case\DefaultIcon"; ValueType: string; ValueData: "{app}\mednec.exe,0"
Root: HKA; Subkey: "Software\Classes\mednec.case\shell\open\command"; ValueType: string; ValueData: """{app}\mednec.exe"" ""%1"""

[Run]
Filename: "{app}\mednec.exe"; Description: "Start mednec"; Flags: nowait postinstall skipifsilent
