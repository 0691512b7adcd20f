@echo off
rem For Windows without a POSIX shell: the program starts itself again with the Node flags it needs.
node "%~dp0..\dist\cli.cjs" %*
