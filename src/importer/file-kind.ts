import { basename, extname } from 'node:path';

export type FileKind = 'playbook' | 'tasks' | 'handlers' | 'variables' | 'meta' | 'template' | 'plugin' | 'other';

/**
 * What a file of an Ansible tree is, by its place. `path` is relative to the tree or, in a role, to the role.
 * @param text its text, to tell playbooks from inventories; nothing when it is not text
 */
export function fileKind(path: string, text: string | undefined, place: 'role' | 'project'): FileKind {
  const [first = ''] = path.split('/');
  const isYaml = ['.yml', '.yaml'].includes(extname(path));
  if (text === undefined || text.startsWith('$ANSIBLE_VAULT')) return 'other';
  if (first === 'templates') return path.endsWith('.j2') || /\{\{|\{%/.test(text) ? 'template' : 'other';
  if (plugins.test(first)) return 'plugin';
  if (place === 'role') {
    if (first === 'tasks' && isYaml) return 'tasks';
    if (first === 'handlers' && isYaml) return 'handlers';
    if ((first === 'defaults' || first === 'vars') && (isYaml || extname(path) === '')) return 'variables';
    return first === 'meta' && isYaml && /^main\./.test(basename(path)) ? 'meta' : 'other';
  }
  const parents = path.split('/').slice(0, -1);
  if (parents.some((each) => each === 'group_vars' || each === 'host_vars')) {
    return isYaml || extname(path) === '' ? 'variables' : 'other';
  }
  if (!isYaml) return 'other';
  if (first === 'vars' && parents.length > 0) return 'variables';
  if (/^\s*-\s+(?:[\w.]+:.*\n\s+)*(?:hosts|(?:ansible\.builtin\.)?import_playbook):/m.test(text)) return 'playbook';
  if (parents.includes('tasks')) return 'tasks';
  return parents.includes('handlers') ? 'handlers' : 'other';
}

/** Python that Ansible loads: there is nothing that could run it here. */
const plugins =
  /^(library|module_utils|(?:action|cache|callback|connection|filter|inventory|lookup|strategy|test|vars)_plugins|plugins)$/;
