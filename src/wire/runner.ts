import { oneLine } from './one-line.ts';

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
}

/**
 * The program of a runner, as one line. Three processes of one process group:
 *
 *     control   reads the channel and passes requests on; never waits for one to end, so a kill and the end of the
 *               connection are noticed at once
 *     executor  runs one request after the other
 *     the first waits for both
 *
 * Lines for control are `BYTES LINE` (a request and the length of the payload behind it), `k CODE` (run at once) and `x`
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
export function runnerSource({ nonce, spool, shell, graceSeconds }: RunnerOptions): string {
  return oneLine(`_k=${nonce} _w=${spool} _sh=${shell} _grace=${graceSeconds}\n${program}`);
}

/** Blank, tab and newline is what every shell begins with. A process less than by printf. */
const newline = '${IFS#??}';

const program = String.raw`
unset CDPATH ENV BASH_ENV GREP_OPTIONS
[ -n "$PATH" ] || PATH=/usr/local/bin:/usr/bin:/bin
[ -n "$TMPDIR" ] || TMPDIR=/tmp
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C PAGER=cat SYSTEMD_PAGER=cat
export PATH LC_ALL PAGER SYSTEMD_PAGER
umask 077
cd 2>/dev/null || cd /
exec 6>&1 7>&2 2>/dev/null
_N=${newline}
_env= _over= _failed= _tried= _hush=

_mark() {
  printf '\036%s %s\n' "$_k" "$1" >&6
  printf '\036%s %s\n' "$_k" "$1" >&7
}

# Reading exactly N bytes of an input that others read on; each way is tried before it is trusted, when the first payload
# comes.
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

# Behind every payload stands a full stop; it is missing when the connection died on the way.
_complete() {
  [ -z "$_over" ] && IFS= read -r _x && [ "$_x" = . ] || { _over=1; return 1; }
}

# FORM ID CHAIN SCRIPT_BYTES STDIN_BYTES ON_DISCONNECT SCRIPT [RECEIPT]
_request() {
  _script=$7
  if [ "$4" != 0 ]; then
    _script=$(_read "$4")
    _complete || return
  fi
  case " $_failed " in
  *" $3 "*)
    [ "$5" = 0 ] || { _read "$5" >/dev/null; _complete || return; }
    _mark "S $2"
    return ;;
  esac
  "$1" "$2" "$5" "$6" "$8"
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

# ID STDIN_BYTES ON_DISCONNECT RECEIPT
_task() {
  _in=/dev/null
  [ "$2" = 0 ] || _store "$2" || return 74
  [ -n "$_env" ] || { _env='env --default-signal=INT,QUIT'; $_env true || _env=env; }
  _status=$({ { { _supervise "$1" "$3" "$4" 2>&1 >&3 3>&-; echo "$?" >&4; } | _copy "$1" 3>&- 4>&- 8>&- >&7; } 3>&1 | _copy "$1" 4>&- 8>&- >&6; } 4>&1)
  [ -n "$_status" ] || _status=255
  # Who was ended before the task began could not remove it.
  [ "$2" = 0 ] || [ ! -e "$_in" ] || rm -f "$_in"
  return "$_status"
}

# The whole input is here before the task starts, and the file has no name any more by then.
_store() {
  for _in in /dev/shm "$TMPDIR" /var/tmp none; do
    [ "$_in" != none ] || break
    [ "$_in" != /dev/shm ] || [ "$1" -le 1048576 ] || continue
    _dir=$_in _in=$_in/$_w
    ! ( set -C; : >"$_in" ) || break
  done
  if [ "$_in" = none ]; then
    _read "$1" >/dev/null
    echo 'there is no directory to keep the standard input in' >&7
    false
  else
    _read "$1" | { cat >>"$_in" || { cat >/dev/null; false; }; } 2>&7
  fi
  _status=$?
  _complete && [ "$_status" = 0 ] && return
  [ "$_in" = none ] || rm -f "$_in"
  [ "$_in" = none ] || [ "$_status" = 0 ] || printf '%s: the standard input cannot be kept there\n' "$_dir" >&7
  return 1
}

# A script that nobody else may see comes to its shell by a pipe, and by a file (fittingEnvironment) where it is long.
_whisper() {
  _hush=1
  _task "$@"
  _status=$?
  _hush=
  return "$_status"
}
_listen='_n=${newline} _s=; while IFS= read -r _l; do _s=$_s$_l$_n; done; [ "$_l" = .end-of-script ] || { echo "the script cannot be read" >&2; exit 74; }; exec </dev/null; eval "unset _n _s _l; $_s"'

_supervise() {
  exec 9>&2 2>/dev/null 5<"$_in"
  [ "$_in" = /dev/null ] || rm -f "$_in"
  _job= _dying= _killed= _rc=143 _alone= _id=$1 _what=$3
  trap '_killed=1 _dying=1; _hit TERM' USR1
  trap '_killed=1 _dying=; _hit KILL' USR2
  trap : ALRM HUP
  trap '_alone=1; _leave running' TERM
  if [ "$2" = kill ]; then
    trap '_alone=1 _killed=1 _dying=1; _hit TERM' TERM
    trap '_killed=1 _dying=; _hit KILL' ALRM
  fi
  IFS=' ' read -r _pid _x </proc/self/stat || _pid=$(exec "$_sh" -c 'echo $PPID')
  printf '\036%s B %s %s\n' "$_k" "$1" "$_pid" >&6
  if [ -z "$_killed" ]; then
    if [ -n "$_hush" ]; then
      printf '%s\n.end-of-script' "$_script" | _group "$_sh" -c "$_listen" sh 2>&9 4>&- 5<&- 6>&- 7>&- 8>&- 9>&- &
    else
      export _script
      _group "$_sh" -c 'eval "unset _script; $_script"' sh <&5 2>&9 4>&- 5<&- 6>&- 7>&- 8>&- 9>&- &
    fi
    _job=$!
    exec 5<&-
    wait "$_job"
    _rc=$?
    while kill -0 "$_job"; do wait "$_job"; _rc=$?; done
    while [ -n "$_dying" ] && kill -0 "-$_job"; do sleep 0.1 || sleep 1; done
    [ -z "$_killed" ] || [ "$_rc" != 0 ] || _rc=143
  fi
  [ -z "$_alone" ] || if [ -n "$_killed" ]; then _leave killed; else _leave "ended $_rc"; fi
  printf '\036%s D %s\n' "$_k" "$1"
  printf '\036%s D %s\n' "$_k" "$1" >&9
  return "$_rc"
}
_leave() {
  [ -z "$_what" ] || ! command -v _receipt >/dev/null || _receipt "$_id" "$1" "$_what"
}
_hit() {
  [ -z "$_job" ] || kill "-$1" "-$_job" || kill "-$1" "$_job"
}

# 137 (265 in ksh93): the controller killed the copier, because something in the background holds the pipe open.
_copy() {
  trap '' TERM ALRM HUP
  exec 3<&0
  cat <&3 3<&- &
  printf '\036%s C %s %s\n' "$_k" "$1" "$!"
  wait "$!"
  case $? in
  0 | 137 | 265) ;;
  *) cat <&3 >/dev/null ;;
  esac
}

_control() {
  trap : TERM ALRM HUP
  while IFS=' ' read -r _head _line; do
    case $_head in
    k) eval "$_line" ;;
    x) return ;;
    0) printf '%s\n' "$_line" ;;
    *)
      if [ -z "$_tried" ]; then
        _trusty 1 || _trusty 2 || _trusty 3 || exit
        printf '_reader %s\n' "$_tried"
      fi
      printf '%s\n' "$_line"
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
