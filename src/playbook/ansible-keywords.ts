/** Where a keyword may stand. A handler is a task. */
export type KeywordPlace = 'play' | 'role' | 'block' | 'task';

/** What becomes of a keyword of Ansible's, or of its users' habits, in some places. */
export interface AnsibleKeyword {
  readonly names: readonly string[];
  readonly places: readonly KeywordPlace[];
  readonly standing: 'same' | 'different' | 'not';
  /** How it differs; why it does not exist and what to do instead. Nothing for what is the same. */
  readonly note?: string;
}

const everywhere: readonly KeywordPlace[] = ['play', 'role', 'block', 'task'];
const inside: readonly KeywordPlace[] = ['role', 'block', 'task'];

/**
 * The keywords that Ansible documents for plays, roles, blocks and tasks. `docs/keywords.md` is made of it, and so are the
 * hints for those that do not exist here. A test compares the names with Ansible's own list.
 */
export const ansibleKeywords: readonly AnsibleKeyword[] = [
  {
    names: ['become', 'become_user', 'become_method'],
    places: everywhere,
    standing: 'different',
    note: 'What is written in the playbook stands above `ansible_become…` of the inventory; methods are sudo, su and doas.',
  },
  {
    names: ['become_exe', 'become_flags'],
    places: everywhere,
    standing: 'not',
    note: 'sudo, su and doas are called in one tested way each.',
  },
  { names: ['name', 'tags', 'vars', 'no_log'], places: everywhere, standing: 'same' },
  { names: ['ignore_errors'], places: everywhere, standing: 'same' },
  {
    names: ['when'],
    places: inside,
    standing: 'different',
    note: 'An expression of the documented subset of Jinja’s, never a template, and its result must be true or false.',
  },
  { names: ['serial', 'order', 'roles', 'pre_tasks', 'tasks', 'post_tasks'], places: ['play'], standing: 'same' },
  {
    names: ['verify', 'on_failure'],
    places: ['play'],
    standing: 'different',
    note: 'Ansible has neither: gates behind each batch, and going back when a batch fails.',
  },
  {
    names: ['hosts', 'vars_files'],
    places: ['play'],
    standing: 'different',
    note: 'No templates: which hosts and files a play has is known when it is read. Every file must be there.',
  },
  {
    names: ['handlers'],
    places: ['play'],
    standing: 'different',
    note: 'They run once, behind all tasks of the play, not behind each of `pre_tasks`, `roles` with `tasks`, and `post_tasks`.',
  },
  {
    names: ['gather_facts'],
    places: ['play'],
    standing: 'different',
    note: 'Facts stand under `facts.` alone, and reading them costs no round trip of its own.',
  },
  {
    names: ['gather_subset', 'gather_timeout', 'fact_path'],
    places: ['play'],
    standing: 'not',
    note: 'Facts are a short list that is read in one go; `gather_facts: false` reads none.',
  },
  {
    names: ['strategy'],
    places: ['play'],
    standing: 'different',
    note: '`free` is the default, within a play; there are `free` and `linear`.',
  },
  {
    names: ['any_errors_fatal'],
    places: inside,
    standing: 'different',
    note: 'As on a play. A failure that a `rescue` catches is none.',
  },
  {
    names: ['any_errors_fatal', 'max_fail_percentage'],
    places: ['play'],
    standing: 'different',
    note:
      'Hosts that cannot be reached count, too. Works with both strategies: with `linear` the others end the task at hand, ' +
      'with `free` the one that they are at. A plan shows all hosts to their end.',
  },
  { names: ['force_handlers'], places: ['play'], standing: 'same' },
  {
    names: ['vars_prompt'],
    places: ['play'],
    standing: 'different',
    note:
      'An answer is never a template, and what is asked unseen is masked. No `encrypt`. Without a terminal and without a ' +
      'default it is an error.',
  },
  {
    names: ['remote_user', 'port', 'connection'],
    places: ['play'],
    standing: 'different',
    note: 'They hold for the hosts for which the inventory says nothing; another user than in the play before means a new connection.',
  },
  {
    names: ['remote_user', 'port', 'connection'],
    places: inside,
    standing: 'not',
    note: 'A host has one connection in a play: write it on the play, or in the inventory.',
  },
  {
    names: ['collections'],
    places: everywhere,
    standing: 'not',
    note: 'Resources and actions come with Rackwright; long names such as `ansible.builtin.copy` are understood.',
  },
  {
    names: ['module_defaults'],
    places: everywhere,
    standing: 'not',
    note: 'Give the arguments at the tasks, by a variable where they are the same.',
  },
  {
    names: ['check_mode', 'diff'],
    places: everywhere,
    standing: 'not',
    note: '`plan` and `--no-diff` decide it for the whole run: a plan never writes.',
  },
  {
    names: ['debugger'],
    places: everywhere,
    standing: 'not',
    note: '`--step` and `--start-at-task` go through a playbook by hand.',
  },
  {
    names: ['environment'],
    places: everywhere,
    standing: 'different',
    note: 'Not for reading `facts` and not for big files on their way; names that change how a shell reads scripts are refused.',
  },
  {
    names: ['timeout'],
    places: everywhere,
    standing: 'different',
    note: 'It counts for each command or step of the task, not for the task as a whole.',
  },
  {
    names: ['ignore_unreachable'],
    places: everywhere,
    standing: 'different',
    note: 'Not for reading `facts`, which belongs to no task.',
  },
  { names: ['throttle'], places: everywhere, standing: 'same' },
  {
    names: ['run_once'],
    places: everywhere,
    standing: 'different',
    note: 'The first host that comes to the task does it, for its batch; the others report it as skipped and get the result.',
  },
  {
    names: ['delegate_to'],
    places: inside,
    standing: 'different',
    note: 'One turn at a time on the other host; whom it runs as is what that host’s own variables say.',
  },
  {
    names: ['delegate_facts'],
    places: inside,
    standing: 'not',
    note: 'What another host is like is found in `hostvars`.',
  },
  { names: ['block'], places: ['block'], standing: 'same' },
  {
    names: ['rescue', 'always'],
    places: ['block'],
    standing: 'different',
    note: 'Neither is done on a host that cannot be reached, or after an interruption; a plan shows a rescue as skipped.',
  },
  {
    names: ['notify'],
    places: ['block'],
    standing: 'not',
    note: 'Write it on the tasks.',
  },
  { names: ['role'], places: ['role'], standing: 'same' },
  { names: ['args', 'loop', 'loop_control', 'register', 'notify', 'listen'], places: ['task'], standing: 'same' },
  {
    names: [
      'with_dict',
      'with_fileglob',
      'with_first_found',
      'with_flattened',
      'with_indexed_items',
      'with_items',
      'with_lines',
      'with_list',
      'with_nested',
      'with_random_choice',
      'with_sequence',
      'with_subelements',
      'with_together',
    ],
    places: ['task'],
    standing: 'not',
    note: 'Write `loop` with a list or an expression that gives one.',
  },
  {
    names: ['changed_when', 'failed_when'],
    places: ['task'],
    standing: 'different',
    note: 'For actions: what became of a resource is read back from the host.',
  },
  { names: ['until', 'retries', 'delay'], places: ['task'], standing: 'same' },
  { names: ['import_tasks', 'import_role'], places: ['task'], standing: 'same' },
  {
    names: ['include_tasks', 'include_role'],
    places: ['task'],
    standing: 'different',
    note: 'The same as the import: read before the run, so that it is checked before the run. Its name cannot hold templates.',
  },
  { names: ['import_playbook'], places: ['play'], standing: 'same' },
  {
    names: ['action', 'local_action'],
    places: ['task'],
    standing: 'not',
    note: 'Write the resource or action itself as the key: `copy: {…}`.',
  },
  {
    names: ['async', 'poll'],
    places: ['task'],
    standing: 'different',
    note: 'For `command`, `shell` and `script`; jobs are looked at with `async_status`.',
  },
];

/** Why a keyword of Ansible's does not exist here; nothing for any other word. */
export function whyNot(name: string, place: KeywordPlace): string | undefined {
  return ansibleKeywords.find(
    ({ names, places, standing }) => standing === 'not' && names.includes(name) && places.includes(place),
  )?.note;
}
