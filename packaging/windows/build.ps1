# Builds mednec for Windows and its installer, target\packages\mednec-VERSION-setup.exe. Signs both programs, the installer and
# the uninstaller where a certificate is named.
# Usage: powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 [-Certificate THUMBPRINT -Timestamp ADDRESS]
# Needs Rust, the Visual Studio build tools with the Windows SDK, and Inno Setup 6.3 or newer. For Windows PowerShell 5.1 and
# whatever came after it.
[CmdletBinding(PositionalBinding = $false)]
param(
    # Of a certificate in the store of this account, as `Get-ChildItem Cert:\CurrentUser\My` shows it.
    [string] $Certificate,
    # Of the service that says when something was signed. Without it a signature ends with its certificate.
    [string] $Timestamp
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Stop-With([string] $Sentence, [int] $Code = 1) {
    [Console]::Error.WriteLine("build.ps1: $Sentence")
    exit $Code
}

# Says the sentence and stops where the program before it did not succeed.
function Assert-Done([string] $Sentence) {
    if ($LASTEXITCODE -ne 0) { Stop-With $Sentence }
}

# The path of a program: of the search path, or else the newest in these places.
function Find-Program([string] $Name, [string[]] $Places, [string] $Missing) {
    $known = Get-Command $Name -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($known) { return $known.Source }
    $found = Get-Item $Places -ErrorAction SilentlyContinue | Sort-Object FullName | Select-Object -Last 1
    if (-not $found) { Stop-With $Missing }
    return $found.FullName
}

if ([bool] $Certificate -ne [bool] $Timestamp) {
    Stop-With 'name a certificate and a timestamp service, or neither.' 2
}
$cargo = Find-Program 'cargo.exe' "$env:USERPROFILE\.cargo\bin\cargo.exe" 'cargo is missing: install Rust for Windows (MSVC).'
$iscc = Find-Program 'ISCC.exe' "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe", "$env:LOCALAPPDATA\Programs\Inno Setup 6\ISCC.exe" `
    'ISCC.exe is missing: install Inno Setup 6.3 or newer.'
if ($Certificate) {
    $signtool = Find-Program 'signtool.exe' "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe" `
        'signtool.exe is missing: install the Windows SDK.'
}

Push-Location (Join-Path $PSScriptRoot '..\..')
try {
    $metadata = & $cargo metadata --no-deps --locked --format-version 1 | ConvertFrom-Json
    Assert-Done 'cargo could not read Cargo.toml, and said why above.'
    $version = ($metadata.packages | Where-Object { $_.name -eq 'mednec' }).version
    $output = Join-Path $metadata.target_directory 'packages'

    # With the C library inside, nothing else has to be installed on a workstation.
    $target = 'x86_64-pc-windows-msvc'
    & $cargo build --profile dist --locked --bins --target $target --config "target.$target.rustflags=['-Ctarget-feature=+crt-static']"
    Assert-Done 'the programs could not be built, and cargo said why above.'
    $programs = Join-Path $metadata.target_directory "$target\dist"

    if ($Certificate) {
        & $signtool sign /fd sha256 /sha1 $Certificate /tr $Timestamp /td sha256 "$programs\mednec.exe" "$programs\mednec-cli.exe"
        Assert-Done 'the programs could not be signed, and signtool said why above.'
    }

    $arguments = @('/Qp', "/DVersion=$version", "/DPrograms=$programs", "/DOutput=$output")
    if ($Certificate) {
        # Inno Setup puts a quotation mark for $q and the file for $f.
        $arguments += '/DSigned'
        $arguments += '/Smednec=$q{0}$q sign /fd sha256 /sha1 {1} /tr {2} /td sha256 $f' -f $signtool, $Certificate, $Timestamp
    }
    & $iscc @arguments packaging\windows\mednec.iss
    Assert-Done 'the installer could not be made, and Inno Setup said why above.'
    "made $output\mednec-$version-setup.exe"
}
finally {
    Pop-Location
}
