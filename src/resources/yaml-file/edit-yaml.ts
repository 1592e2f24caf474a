import { isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { CannotConverge } from '../../resource.ts';
import type { Data } from '../../resource.ts';
import type { StructuredEdit } from '../structured-file/edits.ts';
import { equalData } from '../structured-file/equal-data.ts';
import { locate } from './locate.ts';
import type { Located } from './locate.ts';
import { spliceEdit } from './splice-edit.ts';
import { yamlStyle } from './yaml-style.ts';

/**
 * The text of a YAML file with the edit in it. Only the lines that hold the value are touched where that is possible; else
 * the file is written anew, with its comments. Either way the result is read again before it counts.
 * @throws CannotConverge for what is no YAML, has several documents, or cannot take the value
 */
export function editYaml(path: string, text: string, edit: StructuredEdit): string {
  const doc = read(path, text);
  const found = locate(doc, edit.path);
  if (edit.type === 'remove' && found.missing.length > 0) return text;
  if (
    edit.type === 'set' &&
    found.missing.length === 0 &&
    equalData(plain(path, doc.getIn(found.keys, true), doc), edit.value)
  )
    return text;
  const spliced = spliceEdit(text, doc, found, edit);
  const whole = read(path, text);
  if (edit.type === 'remove') whole.deleteIn(found.keys);
  else setIn(whole, found, edit.value);
  const wanted = plain(path, whole.contents, whole);
  const rewritten = whole.toString(yamlStyle(text, doc).whole);
  const result = [spliced, rewritten].find((each) => each !== undefined && holds(each, wanted));
  if (result === undefined)
    throw new CannotConverge(`${path} cannot be edited there without breaking it (an anchor that other places use?)`);
  return result;
}

function setIn(doc: Document, { container, keys, missing }: Located, wanted: Data): void {
  const names = container === undefined ? missing : missing.slice(1);
  const value = names.reduceRight<Data>((inner, name) => ({ [name]: inner }), wanted);
  if (keys.length === 0) doc.contents = doc.createNode(value);
  else doc.setIn(keys, isScalar(doc.getIn(keys, true)) && isSingle(value) ? value : doc.createNode(value));
}

/** A scalar takes another one as its value, and keeps its comment and quotes. */
function isSingle(value: Data): boolean {
  return typeof value !== 'object' || value === null;
}

function read(path: string, text: string): Document {
  const doc = parseDocument(text, options);
  const [error] = doc.errors;
  if (error === undefined) return doc;
  const message = error.message.split('\n')[0] ?? '';
  throw new CannotConverge(`${path} is no YAML that can be edited: ${message}`);
}

/** Texts that YAML 1.1 would take for something else (`yes`, `0644`) are written in quotes. */
const options = { compat: 'yaml-1.1', uniqueKeys: true, logLevel: 'error' } as const;

function plain(path: string, node: unknown, doc: Document): unknown {
  if (typeof node !== 'object' || node === null) return node;
  try {
    return (node as { toJS(doc: Document): unknown }).toJS(doc);
  } catch (error) {
    // Above all aliases that would unfold to more than anybody could have meant.
    throw new CannotConverge(`${path} is no YAML that can be edited: ${(error as Error).message}`);
  }
}

function holds(text: string, wanted: unknown): boolean {
  const doc = parseDocument(text, options);
  try {
    return doc.errors.length === 0 && equalData(doc.toJS(), wanted);
  } catch (error) {
    if (error instanceof ReferenceError) return false;
    throw error;
  }
}
