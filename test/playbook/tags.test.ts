import { describe, expect, test } from '@jest/globals';
import { chooseTasks } from '../../src/playbook/tags.ts';
import type { Play, Task } from '../../src/playbook/model.ts';

const taskTags = {
  plain: [],
  web: ['web'],
  both: ['web', 'db'],
  always: ['always'],
  never: ['never'],
  rare: ['never', 'rare'],
};

function chosen(only: readonly string[], skip: readonly string[]): readonly string[] {
  const tasks = Object.entries(taskTags).map(([name, tags]) => ({ kind: name, tags }) as unknown as Task);
  return chooseTasks({ tasks } as unknown as Play, { only, skip }).map((task) => task.kind);
}

describe('--tags and --skip-tags choose as Ansible does', () => {
  test.each([
    { only: [], skip: [], left: ['plain', 'web', 'both', 'always'] },
    { only: ['web'], skip: [], left: ['web', 'both', 'always'] },
    { only: ['db', 'rare'], skip: [], left: ['both', 'always', 'rare'] },
    { only: ['never'], skip: [], left: ['always', 'never', 'rare'] },
    { only: ['all'], skip: [], left: ['plain', 'web', 'both', 'always'] },
    { only: ['tagged'], skip: [], left: ['web', 'both', 'always'] },
    { only: ['untagged'], skip: [], left: ['plain', 'always'] },
    { only: [], skip: ['web'], left: ['plain', 'always'] },
    { only: [], skip: ['always'], left: ['plain', 'web', 'both'] },
    { only: ['web'], skip: ['db'], left: ['web', 'always'] },
    { only: [], skip: ['tagged'], left: ['plain'] },
    { only: [], skip: ['untagged'], left: ['web', 'both', 'always'] },
  ])('--tags $only --skip-tags $skip leaves $left', ({ only, skip, left }) => {
    expect(chosen(only, skip)).toEqual(left);
  });
});
