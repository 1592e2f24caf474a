import { isMap, isNode, isScalar, isSeq, Pair, parseDocument, Scalar, visit, YAMLMap, YAMLSeq } from 'yaml';
import type { Document, Node, ParsedNode } from 'yaml';
import { Cannot } from './cannot.ts';

/**
 * A YAML text as a tree that keeps comments, with the words of YAML 1.1 made plain: `yes` is true, `0644` is octal.
 * @throws Cannot when it is no YAML
 */
export function readYamlText(text: string): Document<ParsedNode> {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  const [error] = document.errors;
  if (error) throw new Cannot(`YAML that cannot be read (${error.code})`);
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'key') makePlain(node);
    },
    Pair: (_, pair) => {
      if (isScalar(pair.key) && pair.key.value === 'mode' && isScalar(pair.value)) quoteMode(pair.value);
    },
  });
  return document;
}

export function writeYamlText(document: Document<ParsedNode>): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Puts a comment above a node. */
export function commentOn(node: Node, text: string): void {
  const lines = text.split('\n').map((line) => ` ${line}`);
  node.commentBefore = [...lines, ...(typeof node.commentBefore === 'string' ? [node.commentBefore] : [])].join('\n');
}

export function itemsOfNode(node: unknown): readonly unknown[] {
  if (node === null || node === undefined || (isScalar(node) && node.value === null)) return [];
  return isSeq(node) ? node.items : [node];
}

export function entriesOf(map: YAMLMap): readonly (readonly [key: string, value: unknown])[] {
  return map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair.value]);
}

/** A map of plain values whose nodes can be walked as those that were read. */
export function mapOf(entries: readonly (readonly [string, unknown])[]): YAMLMap {
  const map = new YAMLMap();
  for (const [name, value] of entries) map.add(new Pair(new Scalar(name), nodeOf(value)));
  return map;
}

function nodeOf(value: unknown): unknown {
  if (isNode(value)) return value;
  if (!Array.isArray(value)) return new Scalar(value);
  const list = new YAMLSeq();
  for (const item of value) list.add(nodeOf(item));
  return list;
}

export function renameKey(map: YAMLMap, from: string, to: string): void {
  const pair = map.items.find((each) => isScalar(each.key) && each.key.value === from);
  if (pair && isScalar(pair.key)) pair.key.value = to;
}

export function setText(node: Scalar, text: string): void {
  node.value = text;
  delete node.source;
  const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
  if (!isBlock) node.type = text.includes('"') && !text.includes('\n') ? Scalar.QUOTE_SINGLE : Scalar.QUOTE_DOUBLE;
  else if (node.type === Scalar.BLOCK_FOLDED) node.type = Scalar.BLOCK_LITERAL;
}

export { isMap };

const words: Readonly<Record<string, boolean>> = { yes: true, on: true, no: false, off: false };

function makePlain(node: Scalar): void {
  if (node.type !== Scalar.PLAIN || node.tag !== undefined) return;
  const text = node.source ?? '';
  const word = words[text.toLowerCase()];
  if (word !== undefined && typeof node.value === 'string') {
    node.value = word;
    delete node.source;
  } else if (/^[-+]?0[0-7]+$/.test(text)) {
    node.value = Number.parseInt(text, 8);
    delete node.source;
  } else if (typeof node.value === 'number' && !/^[-+]?\d+$/.test(text) && String(node.value) !== text) {
    // Python shows 8.0 as 8.0, and 1.10 as 1.1.
    setText(node, Number.isInteger(node.value) ? node.value.toFixed(1) : String(node.value));
  }
}

/** `mode: 0644` has been read as a number; it is meant as digits. */
function quoteMode(node: Scalar): void {
  const { source } = node;
  if (node.type === Scalar.PLAIN && source !== undefined && /^0?[0-7]{3,4}$/.test(source)) {
    setText(node, source.padStart(4, '0'));
  }
}
