import { problem } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Source, Span } from '../diagnostics/span.ts';
import { addChild, addGroup, addHosts, setVariable } from './draft.ts';
import type { Draft, DraftGroup, Origin } from './draft.ts';
import { readHostDefinition } from './host-definition.ts';
import { commentInWord, iniLines, iniVariable, partOf, readIniHeader } from './ini-line.ts';
import type { IniHeader, IniLine } from './ini-line.ts';
import { splitWords } from './words.ts';
import type { Word } from './words.ts';

/**
 * Reads an INI inventory into the draft, as Ansible does: a line is a host with its variables, a child group, or
 * `name = value`, depending on its section. Values are typed as Python literals; what is none is a string.
 */
export function readIni(source: Source, draft: Draft, origin: Origin): void {
  const reader: Reader = { draft, origin, wanted: new Map() };
  const lines = iniLines(source);
  if (looksLikeYaml(lines[0])) {
    const hint = 'name it .yml to have it read as YAML';
    fail(reader, 'this looks like YAML, but the file is read as INI', lines[0], 0, undefined, hint);
    return;
  }
  let read: ReadLine = hostReader(reader, 'ungrouped');
  for (const line of lines) {
    if (line.text.startsWith('[') && /\]\s*(?:#.*)?$/.test(line.text)) read = enterSection(reader, line);
    else read(line);
  }
  for (const [name, { message, span }] of reader.wanted) {
    const hint = didYouMean(name, draft.groups.keys()) ?? `add a section [${name}]`;
    draft.diagnostics.push(problem('inventory-syntax', message, span, { hint }));
  }
}

function looksLikeYaml(first: IniLine | undefined): first is IniLine {
  return first !== undefined && /^(?:---.*|[\w.-]+:)$/.test(first.text);
}

type ReadLine = (line: IniLine) => void;

interface Reader {
  readonly draft: Draft;
  readonly origin: Origin;
  /** Groups that are spoken of before a section of their own. Parents get them as children once it comes. */
  readonly wanted: Map<string, Wish>;
}

interface Wish {
  readonly message: string;
  readonly span: Span;
  readonly parents: Map<DraftGroup, Span>;
}

function enterSection(reader: Reader, line: IniLine): ReadLine {
  const { draft, wanted } = reader;
  const header = readIniHeader(line);
  if ('problem' in header) {
    fail(reader, header.problem, line);
    return ignoreLine;
  }
  const { name, span } = header;
  const isNew = !draft.groups.has(name);
  const group = addGroup(draft, name, span);
  if (group === undefined) return ignoreLine;
  if (header.kind === 'vars') {
    if (isNew) want(reader, header, `the section [${name}:vars] is about a group that does not exist`);
    return variableReader(reader, group);
  }
  for (const [parent, childSpan] of wanted.get(name)?.parents ?? []) addChild(parent, group, childSpan);
  wanted.delete(name);
  return header.kind === 'children' ? childReader(reader, group) : hostReader(reader, name);
}

function want(reader: Reader, { name, span }: Pick<IniHeader, 'name' | 'span'>, message: string): Wish {
  const wish = reader.wanted.get(name) ?? { message, span, parents: new Map<DraftGroup, Span>() };
  reader.wanted.set(name, wish);
  return wish;
}

function childReader(reader: Reader, group: DraftGroup): ReadLine {
  return (line) => {
    const name = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(line.text)?.[1];
    if (name === undefined) {
      fail(reader, 'a line of a :children section is the name of one group', line);
      return;
    }
    const span = partOf(line, 0, name.length);
    const child = reader.draft.groups.get(name);
    if (child !== undefined) addChild(group, child, span);
    else want(reader, { name, span }, `the group "${name}" does not exist`).parents.set(group, span);
  };
}

function variableReader(reader: Reader, group: DraftGroup): ReadLine {
  return (line) => {
    const equals = line.text.indexOf('=');
    if (equals === -1) {
      fail(reader, `a line of a :vars section is "name = value"`, line);
      return;
    }
    const key = line.text.slice(0, equals).trimEnd();
    const value = line.text.slice(equals + 1);
    const start = equals + 1 + (value.length - value.trimStart().length);
    const word = { text: value.trim(), start, end: line.text.length, verbatim: true };
    setVariable(reader.draft, group, iniVariable(line, { key, keyStart: 0 }, word), reader.origin);
  };
}

function hostReader(reader: Reader, groupName: string): ReadLine {
  return (line) => {
    const { words, commentStart, error } = splitWords(line.text, '#');
    if (error !== undefined) {
      fail(reader, error.message, line, error.at);
      return;
    }
    const [first, ...assignments] = words;
    const group = reader.draft.groups.get(groupName);
    if (first === undefined || group === undefined) return;
    const comment = commentInWord(line, commentStart);
    if (comment !== undefined) reader.draft.diagnostics.push(comment);
    const hosts = readHosts(reader, group, line, first);
    for (const word of assignments) {
      const equals = word.text.indexOf('=');
      if (equals === -1) failAssignment(reader, line, word);
      else {
        const key = { key: word.text.slice(0, equals), keyStart: word.start };
        const value = { ...word, text: word.text.slice(equals + 1), start: word.start + equals + 1 };
        const entry = iniVariable(line, key, value);
        for (const host of hosts) setVariable(reader.draft, host, entry, reader.origin);
      }
    }
  };
}

function readHosts(reader: Reader, group: DraftGroup, line: IniLine, word: Word) {
  const span = partOf(line, word.start, word.end);
  const definition = readHostDefinition(word.text);
  if ('problem' in definition) {
    fail(reader, definition.problem, line, word.start, word.end);
    return [];
  }
  const { names, port } = definition;
  return addHosts(reader.draft, group, { names, port, span }, reader.origin);
}

function failAssignment(reader: Reader, line: IniLine, word: Word): void {
  const hint = /^[;]/.test(word.text)
    ? 'a comment behind a host begins with "#"'
    : 'no spaces around "="; quote a value with spaces: name="two words"';
  fail(reader, `"${word.text}" is not of the form name=value`, line, word.start, word.end, hint);
}

function fail(reader: Reader, message: string, line: IniLine, start = 0, end = line.text.length, hint?: string): void {
  reader.draft.diagnostics.push(problem('inventory-syntax', message, partOf(line, start, end), { hint }));
}

/** What follows a section that makes no sense is not judged. */
function ignoreLine(): void {
  return;
}
