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

/** The environment of a shell that finds a program which gives the words of this line, and only of this. */
async function shellThatAsks(line: string): Promise<NodeJS.ProcessEnv> {
  // The words come from the program in this process, so that the shell itself is what is tested.
  const bin = join(cwd, 'bin');
  mkdirSync(bin, { recursive: true });
  const { out } = await runProgram(['completion', 'words', line], { cwd });
  writeFiles(bin, {
    rackwright: `#!/bin/sh\n[ "$1 $2 $3" = "completion words $LINE" ] || exit 1\ncat <<'END'\n${out}END\n`,
  });
  chmodSync(join(bin, 'rackwright'), 0o755);
  return { ...process.env, HOME: cwd, LINE: line, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
}

describe('bash', () => {
  const complete = async (line: string): Promise<readonly string[]> => {
    const env = await shellThatAsks(line);
    const script = `${completionScripts.bash}
COMP_LINE=$LINE COMP_POINT=\${#LINE}
_rackwright
printf '%s\\n' "\${COMPREPLY[@]}"
complete -p rackwright`;
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

describe('fish', () => {
  const complete = async (line: string): Promise<readonly string[]> => {
    writeFiles(cwd, { 'rackwright.fish': completionScripts.fish });
    const ask = 'source rackwright.fish; complete -C "$LINE"';
    const said = execFileSync('fish', ['--no-config', '-c', ask], {
      cwd,
      encoding: 'utf8',
      env: await shellThatAsks(line),
    });
    return said.trimEnd().split('\n');
  };

  test('gets words with what they mean', async () => {
    expect(await complete('rackwright doc unar')).toEqual([expect.stringMatching(/^unarchive\tUnpacks /)]);
  });

  test('gets hosts and groups', async () => {
    const words = await complete('rackwright run site.yml -i hosts.ini -l w');
    expect(words.map((word) => word.split('\t')[0])).toEqual(['web', 'web1', 'web2']);
  });

  test('falls back on files', async () => {
    expect((await complete('rackwright run si'))[0]).toMatch(/^site\.yml/);
  });
});

describe('zsh', () => {
  /** What the line is after the tabulator key, as its own editor has it, in an interactive shell. */
  const complete = async (line: string): Promise<string> => {
    writeFiles(cwd, {
      'rackwright.zsh': completionScripts.zsh,
      'zsh/.zshrc': `PROMPT= RPROMPT=
autoload -Uz compinit && compinit -u -D
cd ${cwd} && source ./rackwright.zsh
show() { print -r -- "<$BUFFER>"; BUFFER=; zle accept-line }
zle -N show && bindkey '^G' show
print READY
`,
      'drive.zsh': `zmodload zsh/zpty
zpty -b shell "ZDOTDIR=${cwd}/zsh TERM=dumb zsh -i"
zpty -r shell said '*READY*'
zpty -n -w shell "$1"$'\\t\\a'
zpty -r shell said '*<*>*'
print -rn -- "$said"
`,
    });
    const env = await shellThatAsks(line);
    const said = execFileSync('zsh', ['-f', 'drive.zsh', line], { cwd, encoding: 'utf8', env, timeout: 25_000 });
    return /<(.*)>/.exec(said)?.[1] ?? said;
  };

  test.each([
    ['gets a word', 'rackwright doc unar', 'rackwright doc unarchive '],
    [
      'gets what words have in common',
      'rackwright run site.yml -i hosts.ini -l w',
      'rackwright run site.yml -i hosts.ini -l web',
    ],
    ['falls back on files', 'rackwright run si', 'rackwright run site.yml '],
  ])('%s', async (_, line, expected) => {
    expect(await complete(line)).toBe(expected);
  });
});

test.each(['bash', 'zsh', 'fish'])('completion %s prints a script that asks the program', async (shell) => {
  const { code, out } = await runProgram(['completion', shell], { cwd });
  expect(code).toBe(0);
  expect(out).toContain('rackwright completion words');
});
