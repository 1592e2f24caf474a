import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type { ArgumentSchema } from '../arguments.ts';
import { blockKeywords, handlerKeywords, includeKeywords, taskKeywords } from '../playbook/keywords.ts';
import { convertArguments } from './convert-arguments.ts';
import { convertConditions } from './convert-conditions.ts';
import { convertLoop } from './convert-loop.ts';
import { convertValues } from './convert-values.ts';
import type { Importing } from './importing.ts';
import { moduleName } from './module-name.ts';
import { commentOn, entriesOf, itemsOfNode, mapOf, renameKey } from './yaml-text.ts';

type Keywords = Readonly<Record<string, ArgumentSchema>>;

/** Converts a list of tasks, blocks and includes in place. */
export function convertTasks(importing: Importing, list: unknown, place: 'tasks' | 'handlers'): void {
  for (const item of itemsOfNode(list)) if (isMap(item)) convertEntry(importing, item, place);
}

function convertEntry(importing: Importing, task: YAMLMap, place: 'tasks' | 'handlers'): void {
  const parts = ['block', 'rescue', 'always'].filter((key) => isSeq(task.get(key)));
  const reasons = parts.length > 0 ? block(importing, task, parts, place) : alone(importing, task, place);
  if (reasons.length === 0) importing.coverage.converted('tasks');
  else {
    importing.coverage.marked('tasks', importing.file, reasons);
    commentOn(task, `NOT CONVERTED: ${[...new Set(reasons)].join('; ')}`);
  }
}

function block(
  importing: Importing,
  task: YAMLMap,
  parts: readonly string[],
  place: 'tasks' | 'handlers',
): readonly string[] {
  for (const key of parts) convertTasks(importing, task.get(key), place);
  return keywordReasons(importing, task, blockKeywords, parts);
}

/** A task counts as converted when all of its expressions are. */
function alone(importing: Importing, task: YAMLMap, place: 'tasks' | 'handlers'): readonly string[] {
  const { expressions } = importing.coverage.counts;
  const before = expressions.marked;
  const reasons = single(importing, task, place);
  return expressions.marked > before ? [...reasons, 'an expression in it'] : reasons;
}

function single(importing: Importing, task: YAMLMap, place: 'tasks' | 'handlers'): readonly string[] {
  const keywords = place === 'handlers' ? handlerKeywords : taskKeywords;
  const others = entriesOf(task).filter(([key]) => !Object.hasOwn(keywords, key) && !key.startsWith('with_'));
  const [found] = others.filter(([key]) => !ansibleKeywords.has(key));
  const key = found?.[0];
  if (key === undefined) return ['a task without module'];
  const module = moduleName(key);
  if (includes.has(module)) return include(importing, task, key, module);
  const loop = convertLoop(importing, task);
  if (module === 'fail')
    return [...loop, ...fail(importing, task, key), ...keywordReasons(importing, task, keywords, ['assert'])];
  const name = module === 'raw' ? 'shell' : module;
  const definition = importing.find(name);
  const rest = keywordReasons(importing, task, keywords, [key]);
  if (!definition) return [`the module ${module}`, ...loop, ...rest];
  const reasons = [...loop, ...convertArguments(importing, task, key, definition), ...rest];
  renameKey(task, key, name);
  return reasons;
}

/** Keywords of Ansible, so that one that is not known here is not taken for a module. */
const ansibleKeywords: ReadonlySet<string> = new Set(
  `action any_errors_fatal args async become become_exe become_flags become_method become_user changed_when check_mode
  collections connection debugger delay delegate_facts delegate_to diff environment failed_when ignore_errors
  ignore_unreachable listen local_action loop loop_control module_defaults name no_log notify poll port register
  remote_user retries run_once sudo sudo_user tags throttle timeout until vars when`.split(/\s+/),
);

const includes: ReadonlySet<string> = new Set([
  'include',
  'include_tasks',
  'import_tasks',
  'include_role',
  'import_role',
]);

function include(importing: Importing, task: YAMLMap, key: string, module: string): readonly string[] {
  const name = module === 'include' ? 'include_tasks' : module;
  renameKey(task, key, name);
  const value = task.get(name, true);
  const isRole = name.endsWith('role');
  const reasons: string[] = [];
  if (isMap(value)) {
    const others = entriesOf(value).flatMap(([each]) => ((isRole ? ourRoleWords : fileWords).has(each) ? [] : [each]));
    const file = value.get('file', true);
    if (others.length > 0) reasons.push(...others.map((each) => `${name}: the argument ${each}`));
    else if (!isRole && isScalar(file)) task.set(name, file);
  }
  if (isMap(value) && isRole) reasons.push(...roleCall(importing, value, name));
  const target = task.get(name, true);
  if (isScalar(target) && String(target.value).includes('{{'))
    reasons.push(`${name} of a file that is known only in the run`);
  else if (isScalar(target) && !isRole && / \w+=/.test(String(target.value)))
    reasons.push(`${name} with variables behind the name`);
  const loop = entriesOf(task).find(([each]) => each === 'loop' || each.startsWith('with_'));
  if (loop) reasons.push(`${name} in a loop`);
  return [...reasons, ...keywordReasons(importing, task, includeKeywords, [name, ...(loop ? [loop[0]] : [])])];
}

const fileWords: ReadonlySet<string> = new Set(['file']);
const ourRoleWords: ReadonlySet<string> = new Set(Object.keys(includeKeywords['import_role']?.properties ?? {}));

/** A role of the tree itself loses its collection's name; what only the run knows cannot be read before it. */
function roleCall({ roles }: Importing, value: YAMLMap, name: string): readonly string[] {
  const role: unknown = value.get('name');
  const own = typeof role === 'string' ? role.slice(role.lastIndexOf('.') + 1) : '';
  if (own !== role && roles.has(own)) value.set('name', own);
  return entriesOf(value).some(([, each]) => isScalar(each) && String(each.value).includes('{{'))
    ? [`${name} of a file that is known only in the run`]
    : [];
}

/** `fail` is an assertion that never holds. */
function fail(importing: Importing, task: YAMLMap, key: string): readonly string[] {
  const given = task.get(key, true);
  const message = isMap(given) ? given.get('msg', true) : undefined;
  if (isScalar(given) && given.value !== null) return ['fail in one line'];
  if (message !== undefined) convertValues(importing, message as Node);
  const map = mapOf([['that', [false]], ...(message === undefined ? [] : [['fail_msg', message] as const])]);
  task.set(key, map);
  renameKey(task, key, 'assert');
  return [];
}

const conditions: ReadonlySet<string> = new Set(['when', 'until', 'changed_when', 'failed_when']);

/** Converts what the keywords say, and gives those that are not known. `others` have been seen to. */
function keywordReasons(
  importing: Importing,
  task: YAMLMap,
  keywords: Keywords,
  others: readonly string[],
): readonly string[] {
  return entriesOf(task).flatMap(([key, value]) => {
    if (others.includes(key) || key === 'loop' || key === 'args' || key.startsWith('with_')) return [];
    if (key === 'check_mode' && isScalar(value) && value.value === false) {
      task.delete(key);
      return [];
    }
    const keyword = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
    if (keyword === undefined) return [`the keyword ${key}`];
    if (conditions.has(key)) convertConditions(importing, value);
    else if (keyword.type === 'boolean' && isScalar(value) && typeof value.value === 'string')
      return [`a template in ${key}`];
    else convertValues(importing, value as Node);
    const known = keyword.properties;
    if (!known || !isMap(value)) return [];
    return entriesOf(value).flatMap(([each]) => (Object.hasOwn(known, each) ? [] : [`${key}: ${each}`]));
  });
}
