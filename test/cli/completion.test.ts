import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { completionScripts } from '../../src/cli/completion/scripts.ts';
import { splitLine } from '../../src/cli/completion/split-line.ts';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const cwd = temporaryDirectory();
writeFiles(cwd, {
  'hosts.ini': '[web]\nweb1\nweb2\n[staging]\nweb2\n',
  'site.yml': '- hosts: web\n  tasks:\n    - debug: {msg: x}\n      tags: [base, tls]\n',
});
const words = async (line: string): Promise<readonly string[]> => {
  const { out, code, err } = await runProgram(['completion', 'words', line], { cwd });
  expect([code, err]).toEqual([0, '']);
  return out.split('\n').flatMap((each) => (each === '' ? [] : [each.split('\t')[0] ?? '']));
};

describe('the end of a line', () => {
  test.each([
    ['rackwright ver', ['verify']],
    ['rackwright verify site.yml --skip', ['--skip-tags']],
    ['rackwright run site.yml -i hosts.ini -l w', ['web', 'web1', 'web2']],
    ['rackwright run site.yml -i hosts.ini --limit web:&st', ['web:&staging']],
    ['rackwright exec -i hosts.ini web', ['web', 'web1', 'web2']],
    ['rackwright run site.yml -t b', ['base']],
    ['rackwright run site.yml --tags base,t', ['base,tls']],
    ['rackwright exec web -m servic', ['service']],
    ['rackwright doc sshd', ['sshd_config']],
    ['rackwright doc err', ['error']],
    ['rackwright doc error unknown-k', ['unknown-key', 'unknown-kind']],
    ['rackwright validate site.yml --format ', ['text', 'json', 'sarif']],
    ['rackwright vault re', ['rekey']],
    ['rackwright run ', []],
    ['rackwright run site.yml -i nothing.ini -l w', []],
    ['rackwright exec web -- systemctl s', []],
    ['rackwright nothing x', []],
  ])('%s', async (line, expected) => {
    expect(await words(line)).toEqual(expected);
  });

  test('is taken apart as a shell does', () => {
    expect(splitLine(String.raw`a 'b c'  d\ e "f'g" `)).toEqual(['a', 'b c', 'd e', "f'g", '']);
  });
});

describe('bash', () => {
  // Asks the program in this process for the words beforehand, so that bash itself is what is tested.
  const complete = async (line: string): Promise<readonly string[]> => {
    const bin = join(cwd, 'bin');
    mkdirSync(bin, { recursive: true });
    const { out } = await runProgram(['completion', 'words', line], { cwd });
    writeFiles(bin, {
      rackwright: `#!/bin/sh\n[ "$1 $2 $3" = "completion words $LINE" ] || exit 1\ncat <<'END'\n${out}END\n`,
    });
    chmodSync(join(bin, 'rackwright'), 0o755);
    const script = `${completionScripts.bash}
COMP_LINE=$LINE COMP_POINT=\${#LINE}
_rackwright
printf '%s\\n' "\${COMPREPLY[@]}"
complete -p rackwright`;
    const env = { ...process.env, LINE: line, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8', env }).trimEnd().split('\n');
  };

  test('gets words', async () => {
    expect(await complete('rackwright doc unar')).toEqual([
      'unarchive',
      'complete -o default -F _rackwright rackwright',
    ]);
  });

  test('gets only what stands behind the last of its own separators', async () => {
    expect((await complete('rackwright run site.yml -i hosts.ini -l web:&st'))[0]).toBe('staging');
  });

  test('falls back on files', async () => {
    expect((await complete('rackwright run si'))[0]).toBe('');
  });
});

test.each(['bash', 'zsh', 'fish'])('completion %s prints a script that asks the program', async (shell) => {
  const { code, out } = await runProgram(['completion', shell], { cwd });
  expect(code).toBe(0);
  expect(out).toContain('rackwright completion words');
});
