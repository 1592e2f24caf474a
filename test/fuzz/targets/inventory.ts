import { createDraft } from '../../../src/inventory/draft.ts';
import { readIni } from '../../../src/inventory/ini.ts';
import { readYamlInventory } from '../../../src/inventory/yaml.ts';
import { renderDiagnostics } from '../../../src/diagnostics/render.ts';
import { allow } from '../allow.ts';
import type { FuzzTarget } from '../target.ts';

const read =
  (reader: typeof readIni) =>
  (data: Buffer): void => {
    const draft = createDraft();
    const origin = { name: 'hosts', directory: '/play', literal: false };
    allow([], () => reader({ name: 'hosts', text: data.toString('utf8') }, draft, origin));
    renderDiagnostics(draft.diagnostics, { color: false });
    if (draft.hosts.size > 1_000_000) throw new Error('a small text makes too many hosts');
  };

export const inventoryIni: FuzzTarget = {
  fuzz: read(readIni),
  words: [
    '[', ']', 'web', 'web[01:20]', ':vars', ':children', '\n', '=', ' ', '"', "'", '#', ';', 'w[1:3:2]', 'ansible_port=22', ':22', '[a:z]', '{', '}', '\\',
    '__proto__', "{'a': [1, None]}", '0x10', '1e9', 'True', '[0:999999999]', '\r',
  ], // prettier-ignore
};

export const inventoryYaml: FuzzTarget = {
  fuzz: read(readYamlInventory),
  words: [
    'all:', 'hosts:', 'children:', 'vars:', '\n', '  ', '- ', '{', '}', '[', ']', ': ', 'web[01:20]:', '&a', '*a', '<<: *a', '"', "'", '|', '>', '#', '---', '!!map',
    '__proto__:', 'null', '~', '0o17', '!vault', '\t', ',', '? ',
  ], // prettier-ignore
};
