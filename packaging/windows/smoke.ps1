# Tries the built Parley on Windows as its user would; fails where anything is wrong.
#
#   packaging\windows\smoke.ps1                      the folder dist\parley
#   packaging\windows\smoke.ps1 -Setup SETUP.EXE     installed in silence, and removed at the end
#
# Written with care, not yet run. It needs a session with a screen, as the computers of GitHub
# Actions have it. Apart from what an installation writes, a temporary folder takes everything.

param([string] $Setup = '')

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$Root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$Id = 'chat.parley.Parley'
$ReadyLimit = 120 # seconds; the first start is looked at by the virus scanner
$CloseLimit = 20
$Work = Join-Path ([IO.Path]::GetTempPath()) ("parley smoke " + [IO.Path]::GetRandomFileName())
$Data = Join-Path $Work 'data'
$LogFile = Join-Path $Data 'logs\parley.log'
$Classes = 'HKCU:\Software\Classes'
$Shortcut = Join-Path ([Environment]::GetFolderPath('Programs')) 'Parley.lnk'
$script:First = $null
$App = Join-Path $Root 'dist\parley'
if ($Setup) {
    $Setup = (Resolve-Path -LiteralPath $Setup).Path
    $App = Join-Path $Work 'installed'
}
$Exe = Join-Path $App 'parley.exe'

function Say([string] $Text) {
    [Console]::Error.WriteLine("== $Text")
}

function Get-Words([string[]] $Arguments) {
    return (($Arguments | ForEach-Object { '"' + $_ + '"' }) -join ' ')
}

# Starts a program; what it says goes to files of that name.
function Start-It([string] $Program, [string[]] $Arguments, [string] $Name) {
    $started = Start-Process -FilePath $Program -ArgumentList (Get-Words $Arguments) -PassThru `
        -WorkingDirectory $Work -RedirectStandardOutput (Join-Path $Work "$Name.out.txt") `
        -RedirectStandardError (Join-Path $Work "$Name.err.txt")
    $null = $started.Handle # without it, Windows PowerShell forgets the exit code
    return $started
}

function Wait-End($Process, [int] $Seconds, [string] $What) {
    if (-not $Process.WaitForExit($Seconds * 1000)) {
        $Process.Kill()
        throw "$What is not over after $Seconds seconds"
    }
    $Process.WaitForExit()
    if ($Process.ExitCode -ne 0) {
        throw "$What ended with $($Process.ExitCode)"
    }
}

function Wait-Until([int] $Seconds, [string] $What, [scriptblock] $Condition) {
    $end = [DateTime]::UtcNow.AddSeconds($Seconds)
    while (-not (& $Condition)) {
        if ([DateTime]::UtcNow -gt $end) {
            throw $What
        }
        Start-Sleep -Milliseconds 200
    }
}

# A running program still writes to its log, so the file is shared.
function Read-Log {
    if (-not (Test-Path -LiteralPath $LogFile)) {
        return ''
    }
    $stream = [IO.File]::Open($LogFile, 'Open', 'Read', 'ReadWrite,Delete')
    $reader = New-Object IO.StreamReader($stream)
    try {
        return $reader.ReadToEnd()
    } finally {
        $reader.Dispose()
    }
}

function Get-Running {
    $inside = $App.TrimEnd('\') + '\'
    return @(Get-Process | Where-Object {
            $path = $null
            try { $path = $_.Path } catch { $path = $null }
            $path -and $path.StartsWith($inside, [StringComparison]::OrdinalIgnoreCase)
        })
}

function Get-RegistryValue([string] $Key, [string] $Name) {
    if (-not (Test-Path -LiteralPath $Key)) {
        return $null
    }
    return (Get-Item -LiteralPath $Key).GetValue($Name)
}

function Assert-That([bool] $Fact, [string] $Otherwise) {
    if (-not $Fact) {
        throw $Otherwise
    }
}

function Install-It {
    Say 'silent installation'
    $arguments = @('/VERYSILENT', '/SUPPRESSMSGBOXES', '/NORESTART', '/SP-', "/DIR=$App",
        "/LOG=$(Join-Path $Work 'setup.log.txt')")
    Wait-End (Start-It $Setup $arguments 'setup') 300 'the installation'
    $open = "`"$Exe`" -- `"%1`""
    Assert-That (Test-Path -LiteralPath $Shortcut) 'there is no entry in the Start menu'
    Assert-That ((Get-RegistryValue "$Classes\.parley" '') -eq 'chat.parley.chat') `
        'chat files are not registered'
    foreach ($type in 'chat.parley.chat', 'parley') {
        Assert-That ((Get-RegistryValue "$Classes\$type\shell\open\command" '') -eq $open) `
            "$type is not opened by this Parley"
    }
    Assert-That ((Get-RegistryValue "$Classes\parley" 'URL Protocol') -eq '') `
        'parley:// is not registered'
    Assert-That ((Get-RegistryValue "$Classes\AppUserModelId\$Id" 'DisplayName') -eq 'Parley') `
        'notifications have no sender'
}

function Uninstall-It {
    Say 'silent removal'
    $remover = Join-Path $App 'unins000.exe'
    $arguments = @('/VERYSILENT', '/SUPPRESSMSGBOXES', '/NORESTART')
    Wait-End (Start-It $remover $arguments 'removal') 120 'the removal'
    # The remover goes on in a copy of itself, since it removes its own file too.
    Wait-Until 60 'files of the program are left' { -not (Test-Path -LiteralPath $Exe) }
    Wait-Until 30 'the entry in the Start menu is left' { -not (Test-Path -LiteralPath $Shortcut) }
    foreach ($key in 'parley', 'chat.parley.chat', "AppUserModelId\$Id") {
        Wait-Until 30 "$key is left in the registry" {
            -not (Test-Path -LiteralPath "$Classes\$key")
        }
    }
    Assert-That (Test-Path -LiteralPath (Join-Path $Data 'parley.db')) 'the chats are gone'
}

function Test-SelfTest {
    Say 'self-test'
    $test = Start-It $Exe @('--data-dir', $Data, '--self-test') 'self-test'
    try {
        Wait-End $test 120 'the self-test'
    } finally {
        # A program without a console has no output; it then writes its report to its folder.
        $reports = (Join-Path $Work 'self-test.out.txt'), (Join-Path $Data 'parley-self-test.txt')
        foreach ($report in $reports) {
            if (Test-Path -LiteralPath $report) {
                Get-Content -LiteralPath $report -Encoding UTF8 | Out-Host
            }
        }
    }
}

function Test-Window {
    Say 'start'
    $script:First = Start-It $Exe @('--data-dir', $Data) 'first'
    Wait-Until $ReadyLimit 'Parley is not ready' {
        Assert-That (-not $script:First.HasExited) 'Parley ended before it was ready'
        (Read-Log) -match 'ready with'
    }
    Wait-Until 30 'there is no window' {
        $script:First.Refresh()
        $script:First.MainWindowHandle -ne [IntPtr]::Zero
    }

    Say 'a second start hands its link over and ends'
    $second = Start-It $Exe @('--data-dir', $Data, '--', 'parley://new?text=smoke') 'second'
    Wait-End $second 30 'the second start'
    Assert-That (-not $script:First.HasExited) 'the first one ended with it'

    Say 'close'
    Assert-That ($script:First.CloseMainWindow()) 'the window could not be asked to close'
    Wait-End $script:First $CloseLimit 'closing'
    Wait-Until 5 'a process of Parley is left' { (Get-Running).Count -eq 0 }
    Assert-That ((Read-Log) -notmatch 'Traceback') 'a traceback is in the log'
    Assert-That (Test-Path -LiteralPath (Join-Path $Data 'parley.db')) 'there is no chat file'
}

function Show-Evidence {
    $files = @(Get-ChildItem -LiteralPath $Work -Filter '*.txt' -ErrorAction SilentlyContinue)
    foreach ($file in $files) {
        [Console]::Error.WriteLine("--- $($file.Name)")
        Get-Content -LiteralPath $file.FullName -Tail 60 -ErrorAction SilentlyContinue |
            ForEach-Object { [Console]::Error.WriteLine($_) }
    }
    [Console]::Error.WriteLine("--- parley.log`n$(Read-Log)")
}

$environment = @{}
foreach ($name in 'PATH', 'PYTHONHOME', 'PYTHONPATH', 'PYTHON_KEYRING_BACKEND', 'PARLEY_DATA_DIR') {
    $environment[$name] = [Environment]::GetEnvironmentVariable($name)
}
New-Item -ItemType Directory -Force -Path $Work | Out-Null
try {
    # Neither another Python nor the keys of this user.
    $env:PATH = "$env:SystemRoot\System32;$env:SystemRoot"
    $env:PYTHON_KEYRING_BACKEND = 'keyring.backends.fail.Keyring'
    foreach ($name in 'PYTHONHOME', 'PYTHONPATH', 'PARLEY_DATA_DIR') {
        [Environment]::SetEnvironmentVariable($name, $null)
    }
    if ($Setup) {
        Install-It
    }
    Assert-That ((Get-Item -LiteralPath $Exe).VersionInfo.ProductName -eq 'Parley') `
        'parley.exe does not say what it is'
    Test-SelfTest
    Test-Window
    if ($Setup) {
        Uninstall-It
    }
    Say 'all is well'
} catch {
    [Console]::Error.WriteLine("failed: $_")
    Show-Evidence
    exit 1
} finally {
    Get-Running | Stop-Process -Force -ErrorAction SilentlyContinue
    foreach ($name in $environment.Keys) {
        [Environment]::SetEnvironmentVariable($name, $environment[$name])
    }
    Remove-Item -LiteralPath $Work -Recurse -Force -ErrorAction SilentlyContinue
}
exit 0
