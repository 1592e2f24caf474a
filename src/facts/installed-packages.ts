import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';

/**
 * Shell text that prints of the named packages, and of those that provide such a name, rows like those of dpkg:
 * `package TAB name TAB all TAB "ii " TAB version` and `virtual TAB name TAB provider`. For rpm's data base, and for apk's.
 */
export function installedPackages(names: readonly string[]): Readonly<Record<'rpm' | 'apk', Command>> {
  return {
    rpm: sh`rpm -q --qf ${rpmRow} -- ${names} 2>/dev/null | grep '^package\t'
rpm -qa --qf ${'[%{=NAME}\\t%{PROVIDENAME}\\n]'} | awk -F '\t' ${rpmProvides} ${names}`,
    apk: sh`db=/lib/apk/db/installed; [ -f "$db" ] || db=/usr/lib/apk/db/installed
awk ${apkRows} ${names} <"$db"`,
  };
}

const rpmRow = 'package\\t%{NAME}\\tall\\tii \\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\n';

const rpmProvides = `
BEGIN { for (i = 1; i < ARGC; i++) want[ARGV[i]] = 1; ARGC = 1 }
$1 != $2 && $2 in want { print "virtual\\t" $2 "\\t" $1 }`;

/** Lines are a letter, a colon, a value; a package's name comes before its version and what it provides (`so:…`, `cmd:…`, names). */
const apkRows = `
BEGIN { for (i = 1; i < ARGC; i++) want[ARGV[i]] = 1; ARGC = 1 }
/^P:/ { name = substr($0, 3) }
/^V:/ { version = substr($0, 3) }
/^p:/ { provided = substr($0, 3) }
/^$/ { tell() }
END { tell() }
function tell(  n, i, each) {
  if (name in want) print "package\\t" name "\\tall\\tii \\t" version
  n = split(provided, each, " ")
  for (i = 1; i <= n; i++) { sub(/[=<>~].*/, "", each[i]); if (name != "" && each[i] != name && each[i] in want) print "virtual\\t" each[i] "\\t" name }
  name = ""; version = ""; provided = ""
}`;
