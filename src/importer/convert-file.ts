import { Cannot } from './cannot.ts';
import { convertPlays } from './convert-play.ts';
import { convertTasks } from './convert-task.ts';
import { convertValues } from './convert-values.ts';
import type { FileKind } from './file-kind.ts';
import type { Importing } from './importing.ts';
import type { SpaceRules } from './jinja/pieces.ts';
import { toHandlebars } from './to-handlebars.ts';
import { isMap, readYamlText, writeYamlText } from './yaml-text.ts';

/** The text of a file of an Ansible tree as it is written into the import. */
export function convertFile(importing: Importing, kind: FileKind, text: string): string {
  try {
    return kind === 'template' ? template(importing, text) : yaml(importing, kind, text);
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    importing.coverage.marked('expressions', importing.file, [error.reason]);
    const reason = error.reason.replaceAll('"', "'");
    return kind === 'template'
      ? `{{unconverted "${reason}"}}{{{{raw}}}}${text}{{{{/raw}}}}`
      : `# NOT CONVERTED: ${reason}\n${text}`;
  }
}

function template(importing: Importing, text: string): string {
  const header = /^#jinja2:(.*)\r?\n/.exec(text);
  const body = header ? text.slice(header[0].length) : text;
  const { text: made, converted, marked } = toHandlebars(body, rulesOf(header?.[1] ?? ''), importing.maps);
  importing.coverage.converted('expressions', converted);
  for (const reason of marked) importing.coverage.marked('expressions', importing.file, [reason]);
  return made;
}

/** Ansible's own settings, unless the first line changes them. */
function rulesOf(header: string): SpaceRules {
  const says = (name: string): string | undefined =>
    new RegExp(`${name}:\\s*["']?(\\w+)`).exec(header)?.[1]?.toLowerCase();
  const others = [...header.matchAll(/(\w+)\s*:/g)]
    .map((each) => each[1])
    .filter((name) => name !== 'trim_blocks' && name !== 'lstrip_blocks');
  if (others.length > 0) throw new Cannot(`the setting ${others.join(', ')} of a template`);
  return { trimBlocks: says('trim_blocks') !== 'false', lstripBlocks: says('lstrip_blocks') === 'true' };
}

function yaml(importing: Importing, kind: FileKind, text: string): string {
  const document = readYamlText(text);
  const { contents } = document;
  if (contents === null) return text;
  if (kind === 'playbook') convertPlays(importing, contents);
  else if (kind === 'tasks' || kind === 'handlers') convertTasks(importing, contents, kind);
  else if (kind === 'variables') convertValues(importing, contents);
  else if (kind === 'meta' && isMap(contents)) {
    const dependencies = contents.get('dependencies', true);
    if (dependencies !== undefined) convertValues(importing, dependencies);
  }
  return writeYamlText(document);
}
