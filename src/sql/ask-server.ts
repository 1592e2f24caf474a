import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { clientCommand } from './client-command.ts';
import type { ClientOptions } from './client-command.ts';
import type { Dialect } from './dialect.ts';
import { dialects } from './dialects.ts';

/**
 * Shell text that asks the host's server, whichever of the two is installed, with one client process. {@link readAnswer} reads what it prints.
 * A statement that the server refuses is an error; that no server answers is an answer. The questions must hold no secret: where `printf` is a
 * program they are its argument.
 */
export function askServer(questions: Questions, options: ClientOptions = {}): Command {
  return sh`if command -v ${dialects.mariadb.daemon} >/dev/null 2>&1; then
${ask(dialects.mariadb, questions, options)}
elif command -v ${dialects.mysql.daemon} >/dev/null 2>&1; then
${ask(dialects.mysql, questions, options)}
else
echo absent
fi`;
}

/** SQL for one of the two. */
type Questions = (dialect: Dialect) => string;

/** Only what a statement did wrong has a line number. 1047 is a member of a cluster that has lost its quorum. */
function ask(dialect: Dialect, questions: Questions, options: ClientOptions): Command {
  return sh`{ if said=$({ printf '%s\\n' ${questions(dialect)} | ${clientCommand(dialect, options)} >&3; } 2>&1); then
  echo ${`ok ${dialect.name}`}
else
  case $said in
  *' 1047 '*) echo ${`down ${dialect.name}`} "$said" | tr '\\n' ' ' ;;
  *' at line '*) printf '%s\\n' "$said" >&2; false ;;
  *) echo ${`down ${dialect.name}`} "$said" | tr '\\n' ' ' ;;
  esac
fi; } 3>&1`;
}
