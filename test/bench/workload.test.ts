import { describe, expect, test } from '@jest/globals';
import { expectedState } from './expected-state.ts';
import { hostFiles } from './host-files.ts';
import { stateScript } from './state-script.ts';
import { ansibleTasks } from './tools/ansible-tasks.ts';
import { applyScript } from './tools/floor-scripts.ts';
import { pyinfraDeploy } from './tools/pyinfra-deploy.ts';
import { rackwrightTasks } from './tools/rackwright-tasks.ts';
import { taskCount, workload } from './workload.ts';

const { groups, users, directories, templates, files, lines, sysctls, packages, services, commands } = workload;
const named: readonly string[] = [
  ...[...groups, ...users].map((each) => each.name),
  ...[...directories, ...templates, ...files, ...lines, ...sysctls].map((each) => each.path),
  ...packages,
  ...services,
  ...commands.map((each) => each.creates),
];

describe('the workload', () => {
  test('has fifty tasks about different things', () => {
    expect(taskCount).toBe(50);
    expect(new Set(named).size).toBe(50);
  });

  test('has templates of about 1 KiB with three variables, and files of about 4 KiB', () => {
    for (const { text } of templates) {
      expect(text.length).toBeGreaterThan(800);
      expect(text.length).toBeLessThan(1300);
      expect(text.match(/\{\{ \w+ \}\}/g)).toHaveLength(3);
    }
    for (const { text } of files) {
      expect(text.length).toBeGreaterThan(3500);
      expect(text.length).toBeLessThan(4600);
    }
  });

  test('renders every variable, with the host in it', () => {
    const text = hostFiles('bench7').get(templates[0]?.path ?? '')?.text;
    expect(text).toContain('name = bench7\nlisten = 8443\nworkers = 16\n');
    expect(text).not.toContain('{{');
  });

  test('changes one line in each file of settings', () => {
    for (const { before, after, line } of lines) {
      const old = before.split('\n');
      expect(after.split('\n').filter((each, index) => each !== old[index])).toEqual([line]);
    }
  });

  test('is checked in every part', () => {
    const state = expectedState('bench1').join('\n');
    const script = stateScript().text;
    for (const name of named) {
      expect(state).toContain(name);
      expect(script).toContain(name);
    }
  });
});

describe('every tool has all of it', () => {
  test.each([
    ['rackwright', JSON.stringify(rackwrightTasks())],
    ['ansible', JSON.stringify(ansibleTasks())],
    ['pyinfra', pyinfraDeploy()],
  ])('%s', (_, form) => {
    for (const name of named) expect(form).toContain(`"${name}"`);
  });

  test('in fifty tasks each', () => {
    expect(rackwrightTasks()).toHaveLength(50);
    expect(ansibleTasks()).toHaveLength(50);
    expect(pyinfraDeploy().match(/^ *\w+\.\w+\(name=/gm)).toHaveLength(50);
  });

  test('the floor, but for files, which come as a tar', () => {
    const copied = new Set([...templates, ...files, ...sysctls].map((each) => each.path));
    for (const name of named.filter((each) => !copied.has(each))) expect(applyScript().text).toContain(name);
  });
});
