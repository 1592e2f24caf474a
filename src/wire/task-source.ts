import { newline } from './newline.ts';

/**
 * The part of a runner's program that runs tasks: in a process group of their own, which can be ended without the runner, with copies of their
 * output (see `runner.ts`) and a receipt for the next run where the connection died.
 */
export const taskSource = String.raw`
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
      _put "$_script$_N.end-of-script" | _group "$_sh" -c "$_listen" sh 2>&9 4>&- 5<&- 6>&- 7>&- 8>&- 9>&- &
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
`;
