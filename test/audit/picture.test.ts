import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

async function pictureOf(inventory: string): Promise<string> {
  const cwd = mkdtempSync(join(root, 'picture-'));
  writeFiles(cwd, { 'hosts.yml': inventory });
  const { err } = await runProgram(['audit', '-i', 'hosts.yml', '--picture', 'site.svg'], { cwd });
  expect(err).toBe('');
  return readFileSync(join(cwd, 'site.svg'), 'utf8');
}

const site = (name: string): string => readFileSync(join(import.meta.dirname, 'sites', `${name}.yml`), 'utf8');

test('who talks to whom, encrypted or not, and the single points', async () => {
  const svg = await pictureOf(site('all-on-each'));
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  const arrows = [...svg.matchAll(/<path class="way (\w+)" d="M[^"]*" marker-end/g)].map(([, tls]) => tls);
  expect(arrows.toSorted()).toEqual(['all', 'none', 'none']);
  expect([...svg.matchAll(/<tspan class="single">(\w+)/g)].map(([, name]) => name)).toEqual(['lb1']);
  expect(svg).toContain('>each other: mysql, plain text</text>');
  // Nothing is fetched, whatever opens it.
  expect(svg).not.toMatch(/(?:href|src|url)\s*[=(]\s*["']?(?!#)[a-z]+:/i);
});

test('names cannot become markup', async () => {
  const svg = await pictureOf(
    site('repaired').replace('zones: {office:', 'zones: {"<b>&office":').replaceAll('office,', '"<b>&office",'),
  );
  expect(svg).not.toContain('<b>');
});

test('five hundred hosts are drawn in a moment', async () => {
  const hosts = Array.from(
    { length: 500 },
    (_, index) => `        h${index}: {ansible_host: 198.18.${index >> 8}.${index & 255}}`,
  );
  const text = `all:
  vars:
    topology:
      services:
        - {name: https, on: web, port: 443, from: any, tls: terminate}
        - {name: node-exporter, on: web, port: 9100, from: h0}
  children:
    web:
      hosts:
${hosts.join('\n')}
`;
  expect((await pictureOf(text)).length).toBeLessThan(200_000);
});
