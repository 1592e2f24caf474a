import { dirname, isAbsolute, join } from 'node:path';
import { entryOf } from '../language/located.ts';
import type { LocatedMap } from '../language/located.ts';
import { textOf } from './fields.ts';
import type { Surroundings, Task } from './model.ts';
import { readFile, report } from './reading.ts';
import type { Reading } from './reading.ts';
import { readRole, variablesOf } from './role.ts';
import type { RoleUse } from './role.ts';

/** The tasks that `import_tasks`, `include_tasks`, `import_role` or `include_role` stands for. */
export function readImportedTasks(
  reading: Reading,
  map: LocatedMap,
  around: Surroundings,
  place: 'tasks' | 'handlers',
): readonly Task[] {
  const file = textOf(map, 'import_tasks') ?? textOf(map, 'include_tasks');
  if (file !== undefined) return readTaskFile(reading, file, map, around, place);
  const role = entryOf(map, 'import_role')?.value ?? entryOf(map, 'include_role')?.value;
  const name = role?.type === 'map' ? textOf(role, 'name') : role?.type === 'scalar' ? String(role.value) : undefined;
  if (role === undefined || name === undefined) return [];
  const from = role.type === 'map' ? otherFiles(role) : {};
  const use = { name, span: role.span, given: variablesOf(map), from, words: undefined };
  const { tasks, handlers } = readRole(reading, use, around);
  reading.importedHandlers.push(...handlers);
  return tasks;
}

/** `tasks_from` and the like. */
function otherFiles(call: LocatedMap): RoleUse['from'] {
  return Object.fromEntries(
    (['tasks', 'handlers', 'defaults', 'vars'] as const).flatMap((part) => {
      const value = entryOf(call, `${part}_from`)?.value;
      return value?.type === 'scalar' ? [[part, { file: String(value.value), span: value.span }] as const] : [];
    }),
  );
}

function readTaskFile(
  reading: Reading,
  file: string,
  map: LocatedMap,
  around: Surroundings,
  place: 'tasks' | 'handlers',
): readonly Task[] {
  const path = isAbsolute(file) ? file : join(around.directory, file);
  if (around.path.includes(path)) {
    report(reading, 'include-cycle', `${reading.sources.show(path)} imports itself`, map.span);
    return [];
  }
  const read = readFile(reading, path);
  if (read === undefined) {
    if (reading.sources.readText(path) === undefined)
      report(
        reading,
        'file-missing',
        `there is no file ${reading.sources.show(path)}`,
        map.span,
        'paths are relative to the importing file',
      );
    return [];
  }
  return reading.readTasks(read.value, { ...around, directory: dirname(path), path: [...around.path, path] }, place);
}
