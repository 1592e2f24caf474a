import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Pair, Scalar, YAMLMap } from 'yaml';
import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { Source, Span } from '../../diagnostics/span.ts';
import type { Located, LocatedEntry, LocatedMap, LocatedScalar } from '../located.ts';
import { Sealed } from '../sealed.ts';
import { sealedFormat } from '../sealed-format.ts';
import type { YamlOptions } from './options.ts';
import { bareTemplate } from './bare-template.ts';
import { keyProblem } from './key-problem.ts';
import { readPlainScalar } from './plain-scalar.ts';
import { textStart } from './text-start.ts';

/** Values that aliases may unfold to; a "billion laughs" file would otherwise fill the memory when it is rendered. */
const mostNodes = 1_000_000;
const vaultTags = /^!vault(-encrypted)?$/;
const knownTags = /^(tag:yaml\.org,2002:|!!)?(str|int|float|bool|null|map|seq)$/;

interface Anchored {
  readonly value: Located;
  readonly size: number;
}

/** Turns the nodes of one document into located values, collecting problems on the way. */
export class NodeReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: Source;
  readonly #options: YamlOptions;
  readonly #anchors = new Map<string, Anchored | 'open'>();
  #nodes = 0;

  constructor(source: Source, options: YamlOptions) {
    this.#source = source;
    this.#options = options;
  }

  readDocument(node: Node): Located | undefined {
    if (isScalar(node) && node.value === null && node.source === '') return undefined;
    return this.#read(node);
  }

  #read(node: Node): Located {
    if (isAlias(node)) return this.#alias(node);
    const anchor = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined;
    if (anchor === undefined) return this.#readOwn(node);
    this.#anchors.set(anchor, 'open');
    const before = this.#nodes;
    const value = this.#readOwn(node);
    this.#anchors.set(anchor, { value, size: this.#nodes - before });
    return value;
  }

  #readOwn(node: Node): Located {
    this.#nodes += 1;
    const span = this.#span(node);
    this.#checkTag(node);
    if (isMap(node)) return this.#bareTemplate(node, span) ?? this.#map(node, span);
    if (isSeq(node)) return { type: 'list', items: node.items.map((item) => this.#item(item, span)), span };
    return isScalar(node) ? this.#scalar(node, span) : { type: 'scalar', value: null, span };
  }

  /** In `[a: 1]` the item is a pair instead of a node. */
  #item(item: unknown, span: Span): Located {
    if (isNode(item)) return this.#read(item);
    return this.#problem('yaml-syntax', 'a map inside a list in brackets needs braces: [{a: 1}]', span);
  }

  #scalar(node: Scalar, span: Span): LocatedScalar {
    if (isVault(node)) return this.#sealed(node, span);
    if (node.type === 'PLAIN' && node.tag === undefined) {
      const { value, problem } = readPlainScalar(node, span, this.#options);
      if (problem) this.diagnostics.push(problem);
      return typeof value === 'string' ? this.#text(value, span) : { type: 'scalar', value, span };
    }
    if (typeof node.value === 'string') return this.#text(node.value, span, node);
    if (typeof node.value === 'number' || typeof node.value === 'boolean' || node.value === null) {
      return { type: 'scalar', value: node.value, span };
    }
    return this.#text(node.source ?? '', span, node);
  }

  #sealed(node: Scalar, span: Span): LocatedScalar {
    const value = typeof node.value === 'string' ? node.value : '';
    if (sealedFormat(value) !== undefined) return { type: 'scalar', value, span, sealed: new Sealed(value, span) };
    return this.#problem('vault-broken', 'an encrypted value must follow !vault', span, {
      hint: 'write `!vault |` and, indented under it, what `rackwright vault encrypt --value NAME` prints',
    });
  }

  #text(value: string, span: Span, node?: Scalar): LocatedScalar {
    const start = textStart(value, span, node?.type ?? 'PLAIN');
    return start === undefined ? { type: 'scalar', value, span } : { type: 'scalar', value, span, textStart: start };
  }

  #map(node: YAMLMap, span: Span): LocatedMap {
    const own = new Map<string, LocatedEntry>();
    const merged: LocatedEntry[] = [];
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      if (isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN') merged.push(...this.#merge(pair));
      else this.#entry(pair, own, span);
    }
    for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
    return { type: 'map', entries: [...own.values()], span };
  }

  #entry(pair: Pair<Node | null, Node | null>, own: Map<string, LocatedEntry>, map: Span): void {
    const keySpan = pair.key ? this.#span(pair.key) : map;
    const value = this.#value(pair, keySpan);
    const key = isScalar(pair.key) ? keyText(pair.key) : undefined;
    const wrong = keyProblem(key, keySpan, own.get(key ?? '')?.keySpan);
    if (wrong) this.diagnostics.push(wrong);
    else if (key !== undefined) own.set(key, { key, keySpan, value });
  }

  #value(pair: Pair<Node | null, Node | null>, keySpan: Span): Located {
    if (pair.value) return this.#read(pair.value);
    return { type: 'scalar', value: null, span: { ...keySpan, start: keySpan.end } };
  }

  /** `<<: *base` or `<<: [*a, *b]`: entries that the map does not have itself; the first source of a key wins. */
  #merge(pair: Pair<Node | null, Node | null>): LocatedEntry[] {
    const value = pair.value && this.#read(pair.value);
    const maps = value?.type === 'list' ? value.items : [value];
    return maps.flatMap((map) => {
      if (map?.type === 'map') return map.entries;
      const span = pair.key ? this.#span(pair.key) : undefined;
      this.diagnostics.push(problem('yaml-syntax', '"<<" can merge only maps', span));
      return [];
    });
  }

  #alias(node: Alias): Located {
    const span = this.#span(node);
    const target = this.#anchors.get(node.source);
    if (target === undefined) {
      return this.#problem('yaml-syntax', `the anchor "&${node.source}" is not defined before this alias`, span, {
        hint: 'quote the value if the * is meant literally',
      });
    }
    if (target === 'open') return this.#problem('yaml-syntax', `the alias "*${node.source}" contains itself`, span);
    this.#nodes += target.size;
    if (this.#nodes <= mostNodes) return target.value;
    return this.#problem('yaml-syntax', 'aliases make this file too large', span);
  }

  #bareTemplate(node: YAMLMap, span: Span): Located | undefined {
    const found = node.flow ? bareTemplate(span) : undefined;
    if (found) this.diagnostics.push(found.problem);
    return found && { type: 'scalar', value: found.text, span: found.span };
  }

  #checkTag(node: Node): void {
    if (node.tag === undefined || knownTags.test(node.tag) || isVault(node)) return;
    this.#problem(
      'yaml-syntax',
      `the tag ${node.tag.replace('tag:yaml.org,2002:', '!!')} is not supported`,
      this.#span(node),
      {
        hint: 'write the plain value; an encrypted one has the tag !vault',
      },
    );
  }

  #problem(code: DiagnosticCode, message: string, span: Span, more: { readonly hint?: string } = {}): LocatedScalar {
    this.diagnostics.push(problem(code, message, span, more));
    return { type: 'scalar', value: null, span };
  }

  #span(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    return { source: this.#source, start, end };
  }
}

function isVault(node: Node): boolean {
  return isScalar(node) && node.tag !== undefined && vaultTags.test(node.tag);
}

function isNode(item: unknown): item is Node {
  return isScalar(item) || isMap(item) || isSeq(item) || isAlias(item);
}

/** Keys are text, as written: `80`, `on` and `1.10` stay what they look like. */
function keyText(key: Scalar): string | undefined {
  return key.type === 'PLAIN' ? key.source : String(key.value);
}
