import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction, defineEither, defineReading } from '../definition.ts';
import { HostError } from '../diagnostics/errors.ts';
import { backgroundJob } from '../facts/background-job.ts';
import { jobsDirectory } from '../facts/jobs-directory.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { ArgumentError } from '../resource.ts';
import type { Arguments } from '../resource.ts';
import { sh } from '../shell.ts';
import { processResult } from './process-result.ts';

const schema: ArgumentsSchema = {
  summary: 'Looks what has become of a command that was started with `async` and `poll: 0`.',
  details:
    'Gives `started`, `finished` (0 or 1) and, when it has finished, `rc`, `stdout`, `stderr`. It fails when the job has failed, took longer than it was given, or is gone. Run it as the same user as the job. Results that nobody removes stay for a week.',
  required: ['jid'],
  properties: {
    jid: { description: 'The `ansible_job_id` that the task registered.', type: 'string' },
    mode: {
      description: '`cleanup` removes what is kept of the job.',
      type: 'string',
      enum: ['status', 'cleanup'],
      default: 'status',
    },
  },
  examples: [
    `- command: {cmd: /usr/local/bin/backup, always: true}
  async: 3600
  poll: 0
  register: backup
- async_status:
    jid: "{{ backup.ansible_job_id }}"
  register: job
  until: job.finished == 1
  retries: 60
  delay: 60
`,
  ],
};

/** `async_status`: reads a job; with `mode: cleanup` removes it. */
export const asyncStatus = defineEither({ kind: 'async_status', schema }, (args) =>
  args['mode'] === 'cleanup' ? cleanup : status,
);

const status = defineReading<string>({
  kind: 'async_status',
  schema,
  wanted: jobId,
  read: async (id, host) => {
    const job = await host.read(backgroundJob, id);
    const about = { ansible_job_id: id, started: 1 };
    switch (job.state) {
      case 'unknown':
        throw new HostError('action-failed', `there is no job ${id}`, { hint: 'was it started as another user?' });
      case 'running':
        return { ...about, finished: 0 };
      case 'finished':
        return { ...about, finished: 1, ...processResult(job) };
      case 'late':
      case 'lost':
        return { ...about, finished: 1, rc: 255, state: job.state };
    }
  },
  failure: ({ rc, state }) => {
    if (state === 'late') return 'the job took longer than it was given and was killed';
    if (state === 'lost') return 'the job is gone without a result; was the host restarted?';
    return typeof rc !== 'number' || rc === 0 ? undefined : `the job ended with status ${rc}`;
  },
});

const cleanup = defineAction<string>({
  kind: 'async_status',
  schema,
  where: 'host',
  wanted: jobId,
  perform: async (id, context) => {
    const script = sh`${jobsDirectory}\nrm -rf -- "$jobs"/${id}`;
    const { exitCode } = await context.send({ script, form: 'task' });
    const failed = exitCode === 0 ? {} : { failed: { message: `what is kept of ${id} cannot be removed` } };
    return { changed: exitCode === 0, ...failed, result: { ansible_job_id: id } };
  },
});

function jobId(args: Arguments): string {
  const id = readArguments(args, schema).required('jid');
  if (!/^j[0-9a-f]{16}$/.test(id)) throw new ArgumentError('jid', `"${id}" is not the id of a job`);
  return id;
}
