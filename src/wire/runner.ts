import { ownPrint } from '../own-print.ts';
import { newline } from './newline.ts';
import { oneLine } from './one-line.ts';
import { taskSource } from './task-source.ts';

/** What makes one runner different from the next. All of it is made by us: nothing here comes from a host. */
interface RunnerOptions {
  /** 128 random bits in hex; whoever knows them can forge answers, so they travel on stdin only. */
  readonly nonce: string;
  /** Name for the file that holds a task's standard input for a moment; nobody may guess it. */
  readonly spool: string;
  /** A POSIX shell by its path. */
  readonly shell: string;
  /** Seconds between TERM and KILL for a task whose connection died. */
  readonly graceSeconds: number;
  /** Commands of requests that travel with the runner (see `encode.ts`); they are the first that it runs. */
  readonly first: string;
}

/**
 * The program of a runner, as one line. Three processes of one process group:
 *
 *     control   reads the channel and passes requests on; never waits for one to end, so a kill and the end of the
 *               connection are noticed at once
 *     executor  runs one request after the other
 *     the first waits for both
 *
 * Lines for control are `BYTES LINE` (requests and the length of the payload behind them), `k CODE` (run at once) and `x`
 * (end; nothing is running). Answers are raw output on both streams and marks, `\036NONCE KIND …\n`:
 *
 *     R                the runner is ready                                        (both streams)
 *     E ID STATUS      the request has ended                                      (both)
 *     S ID             it was skipped: an earlier one of its chain failed         (both)
 *     B ID PID         a task begins; PID takes USR1 (terminate) and USR2 (kill)  (stdout)
 *     C ID PID         PID copies this stream of a task                           (each)
 *     D ID             a task's own output ends here                              (both)
 *
 * Descriptor 8 is the prelude's: nobody but the runner itself and the supervisor of a task has it, so that what it stands
 * for (a lock) ends with them.
 *
 * A task's output is copied by `cat` because a process it leaves in the background may hold its output open for ever.
 * That is a pipe which nobody reads once the copier is killed, so it can neither delay nor corrupt later answers. And a
 * task that outlives its connection (`finish`) writes to a pipe that is still read instead of dying of SIGPIPE. Probes
 * write to the channel itself, which is faster, and so must not leave anything in the background.
 */
export function runnerSource({ nonce, spool, shell, graceSeconds, first }: RunnerOptions): string {
  const settings = `_k=${nonce} _w=${spool} _sh=${shell} _grace=${graceSeconds}`;
  return `_first() { ${first || ':'}; }; ${oneLine(`${settings}\n${program}`)}`;
}

const program = String.raw`
unset _b CDPATH ENV BASH_ENV GREP_OPTIONS
[ -n "$PATH" ] || PATH=/usr/local/bin:/usr/bin:/bin
[ -n "$TMPDIR" ] || TMPDIR=/tmp
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C PAGER=cat SYSTEMD_PAGER=cat
export PATH LC_ALL PAGER SYSTEMD_PAGER
umask 077
cd 2>/dev/null || cd /
exec 6>&1 7>&2 2>/dev/null
_N=${newline}
_env= _over= _failed= _hush=

${ownPrint('_put')}

_mark() {
  printf '\036%s %s\n' "$_k" "$1" >&6
  printf '\036%s %s\n' "$_k" "$1" >&7
}

# Reading exactly N bytes of an input that others read on; each way is tried before it is trusted: the first one when this
# very text was read (see boot.ts), the others when the first payload comes.
_reader() {
  _tried=$1
  case $1 in
  1) _read() { dd bs=65536 count="$1" iflag=fullblock,count_bytes; } ;;
  2) _read() { dd bs=65536 count="$(($1 / 65536))" iflag=fullblock; dd bs="$(($1 % 65536))" count=1 iflag=fullblock; } ;;
  3) _read() { dd bs=1 count="$1"; } ;;
  esac
}
_trusty() {
  _reader "$1"
  [ "$({ printf a; printf 'bcd\n'; } | { _read 3; IFS= read -r _x; printf %s "+$_x"; })" = abc+d ]
}

[ -z "$_tried" ] || _reader "$_tried"

# Behind every payload stands a full stop; it is missing when the connection died on the way.
_complete() {
  [ -z "$_over" ] && IFS= read -r _x && [ "$_x" = . ] || { _over=1; return 1; }
}

# BYTES of commands
_batch() {
  _script=$(_read "$1")
  _complete || return
  eval "$_script"
}

# FORM ID CHAIN STDIN_BYTES ON_DISCONNECT SCRIPT [RECEIPT]
_request() {
  _script=$6
  case " $_failed " in
  *" $3 "*)
    [ "$4" = 0 ] || { _read "$4" >/dev/null; _complete || return; }
    _mark "S $2"
    return ;;
  esac
  "$1" "$2" "$4" "$5" "$7"
  _status=$?
  [ "$_status" = 0 ] || [ "$3" = - ] || _failed="$_failed $3"
  _mark "E $2 $_status"
  [ "$1" != _prelude ] || [ "$_status" = 0 ] || exit
}

# In this very shell, so that what it opens stays open. When it fails, nothing that is on its way behind it is done.
_prelude() {
  eval "set --; $_script" </dev/null >&6 2>&7
}

# A script must not take half an input for the whole: everything is killed while the pipe to it is still open.
_probe() {
  if [ "$2" = 0 ]; then
    ( _inside ) </dev/null >&6 2>&7 6>&- 7>&-
  else
    { trap 'kill -KILL 0' TERM; _read "$2"; _complete || kill -KILL 0; } | (
    ( _inside ) >&6 2>&7 6>&- 7>&-
    _status=$?
    IFS= read -r _x && cat >/dev/null
    exit "$_status"
    )
  fi
}
_inside() {
  eval "set --; unset _k _w _failed _line _x _script; $_script"
}

${taskSource}

_control() {
  trap : TERM ALRM HUP
  while IFS=' ' read -r _head _line; do
    case $_head in
    k) eval "$_line" ;;
    x) return ;;
    0) _put "$_line$_N" ;;
    *)
      if [ -z "$_tried" ]; then
        _trusty 1 || _trusty 2 || _trusty 3 || exit
        printf '_reader %s\n' "$_tried"
      fi
      _put "$_line$_N"
      _read "$_head" ;;
    esac
  done
  kill -TERM 0
  sleep "$_grace"
  kill -ALRM 0
}

_executor() {
  trap '_over=1' TERM
  trap : ALRM HUP
  _mark R
  _first
  while IFS= read -r _line && [ -z "$_over" ]; do eval "$_line"; done
}

# A process group of its own. Without job control a shell leaves INT and QUIT ignored in what it starts in the background.
if command -v setsid >/dev/null; then
  _group() { exec $_env setsid "$@"; }
elif command -v perl >/dev/null; then
  _group() { exec perl -e 'setpgrp; @SIG{INT, QUIT} = (DEFAULT, DEFAULT); exec @ARGV' "$@"; }
else
  _group() { exec $_env "$@"; }
fi

trap : TERM ALRM HUP
_control 6>&- 7>&- | _executor
`;
