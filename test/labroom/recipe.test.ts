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

  test('a host starts without Python, and without what plays install', () => {
    const { packages } = recipeFor('bookworm', usual);
    expect(packages.filter((name) => /python|nginx|ufw|cron|chrony|haproxy|mariadb/.test(name))).toEqual([]);
  });

  test.each(['/bin/sh', 'dash', 'bash', 'busybox'])('%s can read every script', (shell) => {
    const odd = { sources: "deb http://a.example/'x' bookworm main\n", settings: '$(false)\n', certificates: ['A\nB'] };
    for (const text of [recipeFor('bookworm', odd).setup.text, initScript, shutdownHook]) {
      const words = shell === 'busybox' ? ['sh', '-n'] : ['-n'];
      expect(execFileSync(shell, words, { input: text, encoding: 'utf8' })).toBe('');
    }
  });
});
