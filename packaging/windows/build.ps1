# Builds Parley for Windows: the folder dist\parley, a .zip of it, and an installer.
#
#   packaging\windows\build.ps1                 everything
#   packaging\windows\build.ps1 -NoInstaller    without the installer, for want of Inno Setup
#
# Written with care, not yet run. It needs a Python of 3.11 to 3.13 on the path (or named by
# PARLEY_PYTHON), and Inno Setup 6.3 or later. It keeps to what Windows PowerShell 5.1 knows.
#
# The program and the installer are signed where one of these is set; signtool comes with the
# Windows SDK.
#   PARLEY_SIGN_THUMBPRINT    of a certificate in the user's store
#   PARLEY_SIGN_PFX           a .pfx file, its password in PARLEY_SIGN_PASSWORD
#   PARLEY_SIGN_TIMESTAMP     the server that attests the time, if not the usual one

param([switch] $NoInstaller)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$Here = $PSScriptRoot
$Root = Split-Path -Parent (Split-Path -Parent $Here)
$Build = Join-Path $Root 'build'
$Dist = Join-Path $Root 'dist'
$Bundle = Join-Path $Dist 'parley'
$Venv = Join-Path $Build 'venv'
$Python = Join-Path $Venv 'Scripts\python.exe'
$Lock = Join-Path $Root 'requirements-build.lock'

function Say([string] $Text) {
    [Console]::Error.WriteLine("parley: $Text")
}

# Runs a program, shows what it says, and stops where it fails.
function Invoke-Program([string] $Program, [string[]] $Arguments) {
    $before = $ErrorActionPreference
    $ErrorActionPreference = 'Continue' # what a program writes to stderr is no failure
    try {
        & $Program @Arguments | Out-Host
        $code = $LASTEXITCODE
    } finally {
        $ErrorActionPreference = $before
    }
    if ($code -ne 0) {
        throw "$Program ended with $code"
    }
}

function Get-Version {
    $text = [IO.File]::ReadAllText((Join-Path $Root 'gui\__init__.py'))
    if ($text -notmatch '__version__ = "([^"]+)"') {
        throw 'gui\__init__.py has no __version__'
    }
    return $Matches[1]
}

# The four numbers that Windows wants.
function Get-NumericVersion([string] $Version) {
    $numbers = @(([regex]::Match($Version, '^\d+(\.\d+)*')).Value -split '\.') + @('0', '0', '0')
    return ($numbers[0..3] -join '.')
}

function New-BuildEnvironment {
    $base = 'python'
    if (-not [string]::IsNullOrEmpty($env:PARLEY_PYTHON)) {
        $base = $env:PARLEY_PYTHON
    }
    $check = 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 14) and sys.maxsize > 2**32))'
    Invoke-Program $base @('-c', $check)
    if (-not (Test-Path -LiteralPath $Python)) {
        Invoke-Program $base @('-m', 'venv', $Venv)
    }
    # The lock file is complete, so nothing is resolved; each file must have its recorded hash.
    Invoke-Program $Python @(
        '-m', 'pip', 'install', '-qq', '--disable-pip-version-check', '--require-hashes',
        '--no-deps', '-r', $Lock
    )
}

function New-Bundle {
    Say 'building the bundle; this takes some minutes'
    $made = Join-Path $Build 'bundle'
    foreach ($old in $made, $Bundle) {
        if (Test-Path -LiteralPath $old) {
            Remove-Item -LiteralPath $old -Recurse -Force
        }
    }
    Invoke-Program $Python @(
        '-m', 'PyInstaller', '--noconfirm', '--log-level', 'WARN', '--distpath', $made,
        '--workpath', (Join-Path $Build 'work'), (Join-Path $Root 'packaging\parley.spec')
    )
    New-Item -ItemType Directory -Force -Path $Dist | Out-Null
    Move-Item -LiteralPath (Join-Path $made 'parley') -Destination $Bundle
}

# --- signatures --------------------------------------------------------------------------------

function Test-Signing {
    return -not [string]::IsNullOrEmpty("$env:PARLEY_SIGN_THUMBPRINT$env:PARLEY_SIGN_PFX")
}

function Find-SignTool {
    $found = Get-Command signtool.exe -CommandType Application -ErrorAction SilentlyContinue
    if ($found) {
        return @($found)[0].Source
    }
    $kits = Join-Path ${env:ProgramFiles(x86)} 'Windows Kits\10\bin\*\x64\signtool.exe'
    $newest = Get-ChildItem -Path $kits -ErrorAction SilentlyContinue |
        Sort-Object -Property { [version] $_.Directory.Parent.Name } | Select-Object -Last 1
    if (-not $newest) {
        throw 'signtool is missing: install the Windows SDK'
    }
    return $newest.FullName
}

function Get-SignArguments {
    $server = 'http://timestamp.digicert.com'
    if (-not [string]::IsNullOrEmpty($env:PARLEY_SIGN_TIMESTAMP)) {
        $server = $env:PARLEY_SIGN_TIMESTAMP
    }
    $arguments = @('sign', '/fd', 'sha256', '/td', 'sha256', '/tr', $server, '/d', 'Parley')
    if (-not [string]::IsNullOrEmpty($env:PARLEY_SIGN_THUMBPRINT)) {
        return $arguments + @('/sha1', $env:PARLEY_SIGN_THUMBPRINT)
    }
    $arguments += @('/f', $env:PARLEY_SIGN_PFX)
    if (-not [string]::IsNullOrEmpty($env:PARLEY_SIGN_PASSWORD)) {
        $arguments += @('/p', $env:PARLEY_SIGN_PASSWORD)
    }
    return $arguments
}

# What others have signed, such as Python's own libraries, keeps its signature.
function Set-Signatures {
    Say 'signing'
    $tool = Find-SignTool
    $arguments = Get-SignArguments
    Get-ChildItem -LiteralPath $Bundle -Recurse -File |
        Where-Object { $_.Extension -in '.exe', '.dll', '.pyd' } |
        Where-Object { (Get-AuthenticodeSignature -LiteralPath $_.FullName).Status -eq 'NotSigned' } |
        ForEach-Object { Invoke-Program $tool ($arguments + @('/q', $_.FullName)) }
    Invoke-Program $tool @('verify', '/pa', '/q', (Join-Path $Bundle 'parley.exe'))
}

# --- what is handed out ------------------------------------------------------------------------

function New-Archive([string] $Version) {
    $zip = Join-Path $Dist "Parley-$Version-windows-x64.zip"
    if (Test-Path -LiteralPath $zip) {
        Remove-Item -LiteralPath $zip -Force
    }
    # Windows' own tar also writes zip files, and knows paths that Compress-Archive does not.
    $tar = Join-Path $env:SystemRoot 'System32\tar.exe'
    Invoke-Program $tar @('-a', '-c', '-f', $zip, '-C', $Dist, 'parley')
    Say "made $zip"
}

function Find-InnoSetup {
    $found = Get-Command ISCC.exe -CommandType Application -ErrorAction SilentlyContinue
    if ($found) {
        return @($found)[0].Source
    }
    $places = @(
        (Join-Path ${env:ProgramFiles(x86)} 'Inno Setup 6\ISCC.exe'),
        (Join-Path $env:ProgramFiles 'Inno Setup 7\ISCC.exe'),
        (Join-Path $env:LOCALAPPDATA 'Programs\Inno Setup 6\ISCC.exe')
    )
    foreach ($place in $places) {
        if (Test-Path -LiteralPath $place) {
            return $place
        }
    }
    throw 'Inno Setup is missing: winget install JRSoftware.InnoSetup'
}

function New-Installer([string] $Version) {
    $arguments = @(
        '/Qp', "/DAppVersion=$Version", "/DNumericVersion=$(Get-NumericVersion $Version)",
        "/DBundle=$Bundle", "/O$Dist"
    )
    if (Test-Signing) {
        # The compiler puts a quote for each $q and the file for $f.
        $words = @(Find-SignTool) + @(Get-SignArguments)
        $command = (($words | ForEach-Object { '$q' + $_ + '$q' }) -join ' ') + ' $f'
        $arguments += @('/DSigned', "/Sparley=$command")
    }
    Invoke-Program (Find-InnoSetup) ($arguments + @((Join-Path $Here 'parley.iss')))
    $setup = Join-Path $Dist "Parley-$Version-windows-x64-setup.exe"
    if (Test-Signing) {
        Invoke-Program (Find-SignTool) @('verify', '/pa', '/q', $setup)
    }
    Say "made $setup"
}

$environment = @{}
foreach ($name in 'PYTHONHOME', 'PYTHONPATH', 'PYTHONHASHSEED', 'SOURCE_DATE_EPOCH') {
    $environment[$name] = [Environment]::GetEnvironmentVariable($name)
    [Environment]::SetEnvironmentVariable($name, $null)
}
try {
    $env:PYTHONHASHSEED = '1' # the order of sets in bytecode
    New-Item -ItemType Directory -Force -Path $Build | Out-Null
    $version = Get-Version
    New-BuildEnvironment
    New-Bundle
    if (Test-Signing) {
        Set-Signatures
    }
    New-Archive $version
    if (-not $NoInstaller) {
        New-Installer $version
    }
} finally {
    foreach ($name in $environment.Keys) {
        [Environment]::SetEnvironmentVariable($name, $environment[$name])
    }
}
