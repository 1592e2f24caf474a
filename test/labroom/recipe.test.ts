import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { initScript, shutdownHook } from '../../src/lab/recipe-init.ts';
import { recipeFor } from '../../src/lab/recipe.ts';

const usual = { sources: '', settings: '', certificates: [] };

describe('recipeFor', () => {
  test('the same recipe has the same digest, another another', () => {
    const digest = recipeFor('bookworm', usual).digest;
    expect(digest).toMatch(/^[0-9a-f]{12}$/);
    expect(recipeFor('bookworm', { ...usual }).digest).toBe(digest);
    expect(recipeFor('bookworm', { ...usual, settings: 'Acquire::Retries "3";\n' }).digest).not.toBe(digest);
    expect(recipeFor('bookworm', { ...usual, sources: 'deb http://a.example/ bookworm main\n' }).digest).not.toBe(
      digest,
    );
    expect(recipeFor('bookworm', { ...usual, certificates: ['PEM'] }).digest).not.toBe(digest);
  });

  test('an image that knows the unstable suite asks the same archive for it, and installs nothing of it unasked', () => {
    const given = {
      ...usual,
      sources: 'deb http://a.example/debian bookworm main\ndeb http://b.example/ bookworm-security main\n',
    };
    const { setup, digest } = recipeFor('bookworm-sid', given);
    expect(setup.text).toContain("'deb http://a.example/debian sid main' > /etc/apt/sources.list.d/sid.list");
    expect(setup.text).toContain('Pin-Priority: 100');
    expect(digest).not.toBe(recipeFor('bookworm', given).digest);
    expect(recipeFor('bookworm', given).setup.text).not.toContain('sid');
  });

  test('a host starts without Python, and without what plays install', () => {
    const { packages } = recipeFor('bookworm', usual);
    expect(packages.filter((name) => /python|nginx|ufw|cron|chrony|haproxy|mariadb/.test(name))).toEqual([]);
  });

  test.each(['/bin/sh', 'dash', 'bash', 'busybox'])('%s can read every script', (shell) => {
    const odd = { sources: "deb http://a.example/'x' bookworm main\n", settings: '$(false)\n', certificates: ['A\nB'] };
    for (const text of [
      recipeFor('bookworm', odd).setup.text,
      recipeFor('bookworm-sid', odd).setup.text,
      initScript,
      shutdownHook,
    ]) {
      const words = shell === 'busybox' ? ['sh', '-n'] : ['-n'];
      expect(execFileSync(shell, words, { input: text, encoding: 'utf8' })).toBe('');
    }
  });
});
