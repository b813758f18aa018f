# Starts Parley on Windows; the first time, sets up all that it needs.
#
# The counterpart of start.sh, which says why things are done as they are. It keeps to what
# Windows PowerShell 5.1 knows. If scripts are not allowed to run on this computer:
#   powershell -ExecutionPolicy Bypass -File start.ps1

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$Root = $PSScriptRoot
$Venv = Join-Path $Root '.venv'
$Python = Join-Path $Venv 'Scripts\python.exe'
$StampDir = Join-Path $Venv '.parley'
$Stamp = Join-Path $StampDir 'requirements.lock'
$Unfinished = Join-Path $StampDir 'unfinished'
$LockFile = Join-Path $Root 'requirements.lock'

function Say([string] $Text) {
    [Console]::Error.WriteLine("parley: $Text")
}

function Stop-Setup([string] $Text) {
    Say $Text
    exit 1
}

function Get-Fingerprint {
    $lines = @($Root)
    foreach ($name in 'pyproject.toml', 'requirements.lock', 'start.ps1', '.venv\pyvenv.cfg') {
        $path = Join-Path $Root $name
        if (Test-Path -LiteralPath $path) {
            $lines += (Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash
        }
    }
    return ($lines -join "`n")
}

function Test-Stamp {
    if (-not (Test-Path -LiteralPath $Python) -or -not (Test-Path -LiteralPath $Stamp)) {
        return $false
    }
    return [IO.File]::ReadAllText($Stamp) -eq (Get-Fingerprint)
}

# Runs a program whose stderr must not be taken for a failure; returns its exit code.
function Invoke-Quietly([string] $Program, [string[]] $Arguments) {
    $before = $ErrorActionPreference
    $ErrorActionPreference = 'Continue'
    try {
        & $Program @Arguments 2>&1 | Out-Null
        return $LASTEXITCODE
    } catch {
        return 1
    } finally {
        $ErrorActionPreference = $before
    }
}

function Invoke-Shown([string] $Program, [string[]] $Arguments) {
    $before = $ErrorActionPreference
    $ErrorActionPreference = 'Continue'
    try {
        & $Program @Arguments | Out-Host
        return $LASTEXITCODE
    } catch {
        return 1
    } finally {
        $ErrorActionPreference = $before
    }
}

# A Python of 3.11 to 3.13, as the program and its first arguments; $null when there is none.
function Find-Python {
    $check = 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'
    $candidates = @(
        @('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('python'), @('python3')
    )
    foreach ($candidate in $candidates) {
        if (-not (Get-Command $candidate[0] -CommandType Application -ErrorAction SilentlyContinue)) {
            continue
        }
        $first = @($candidate | Select-Object -Skip 1)
        if ((Invoke-Quietly $candidate[0] ($first + @('-c', $check))) -eq 0) {
            return , $candidate
        }
    }
    return $null
}

function Test-Uv {
    $wanted = [string]::IsNullOrEmpty($env:PARLEY_NO_UV)
    return $wanted -and [bool](Get-Command uv -CommandType Application -ErrorAction SilentlyContinue)
}

function New-Venv {
    if (Test-Path -LiteralPath $Venv) {
        $check = 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'
        if ((Test-Path -LiteralPath $Unfinished) -or (Invoke-Quietly $Python @('-c', $check)) -ne 0) {
            Say 'the Python environment is incomplete; making it anew'
            Remove-Item -LiteralPath $Venv -Recurse -Force
        }
    }
    if (-not (Test-Path -LiteralPath $Venv)) {
        Say 'setting up for the first time; this takes a minute or two'
        $base = Find-Python
        if ($null -ne $base) {
            $first = @($base | Select-Object -Skip 1)
            if ((Invoke-Shown $base[0] ($first + @('-m', 'venv', $Venv))) -ne 0) {
                Stop-Setup "could not make a Python environment in $Venv"
            }
        } elseif (Test-Uv) {
            if ((Invoke-Shown 'uv' @('venv', '--quiet', '--seed', '--python', '>=3.11,<3.14', $Venv)) -ne 0) {
                Stop-Setup 'uv could not make a Python environment'
            }
        } else {
            Say 'Parley needs Python 3.11, 3.12 or 3.13, and found none.'
            Stop-Setup 'Install it from https://www.python.org/downloads/ (or with: winget install Python.Python.3.13) and start again.'
        }
    }
    New-Item -ItemType Directory -Force -Path $StampDir | Out-Null
    [IO.File]::WriteAllText($Unfinished, '')
}

function Install-Packages {
    Say 'installing the Python packages'
    $done = 1
    if (Test-Uv) {
        $done = Invoke-Shown 'uv' @(
            'pip', 'install', '--quiet', '--python', $Python, '--require-hashes', '--no-deps',
            '--compile-bytecode', '-r', $LockFile
        )
    }
    if ($done -ne 0) {
        $done = Invoke-Shown $Python @(
            '-m', 'pip', 'install', '-qq', '--disable-pip-version-check', '--require-hashes',
            '--no-deps', '--compile', '-r', $LockFile
        )
    }
    if ($done -ne 0) {
        Stop-Setup 'the packages could not be installed (see above); start again to go on'
    }
    if ((Invoke-Shown $Python @('-m', 'compileall', '-q', (Join-Path $Root 'gui'))) -ne 0) {
        Stop-Setup 'a file under gui does not compile'
    }
    Remove-Item -LiteralPath $Unfinished -Force
}

function Install-Launcher {
    $utf8 = New-Object System.Text.UTF8Encoding($false)
    # Python 3.11 and 3.12 read .pth files in the code page of the system, so the path is
    # written with escapes that every code page has.
    $escaped = -join ($Root.ToCharArray() | ForEach-Object { '\u{0:x4}' -f [int]$_ })
    $line = "import sys; sys.path.append('$escaped')"
    [IO.File]::WriteAllText((Join-Path $Venv 'Lib\site-packages\parley.pth'), "$line`n", $utf8)
    $command = "@`"%~dp0python.exe`" -P -m gui %*`r`n"
    [IO.File]::WriteAllText((Join-Path $Venv 'Scripts\parley.cmd'), $command, $utf8)
}

function Install-Everything {
    New-Venv
    Install-Packages
    Install-Launcher
    [IO.File]::WriteAllText("$Stamp.new", (Get-Fingerprint))
    Move-Item -LiteralPath "$Stamp.new" -Destination $Stamp -Force
}

if (-not (Test-Stamp)) {
    # One set-up at a time: the file stays locked while it is open, and no longer.
    $lock = $null
    $said = $false
    while ($null -eq $lock) {
        try {
            $lock = [IO.File]::Open((Join-Path $Root '.setup.lock'), 'OpenOrCreate', 'ReadWrite', 'None')
        } catch [IO.IOException] {
            if (-not $said) {
                Say 'another start is setting things up; waiting for it'
                $said = $true
            }
            Start-Sleep -Milliseconds 500
        }
    }
    $environment = @{}
    foreach ($name in 'PYTHONHOME', 'PYTHONPATH', 'PYTHONDONTWRITEBYTECODE') {
        $environment[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $null)
    }
    try {
        if (-not (Test-Stamp)) {
            Install-Everything
        }
    } finally {
        foreach ($name in $environment.Keys) {
            [Environment]::SetEnvironmentVariable($name, $environment[$name])
        }
        $lock.Close()
    }
}

& $Python -P -m gui @args
exit $LASTEXITCODE
