/**
 * What a shell reads to complete `rackwright`: each asks the program itself, by `completion words LINE`, which prints a
 * word a line with a tab and its description behind it. Nothing printed means files.
 */
export const completionScripts: Readonly<Record<'bash' | 'zsh' | 'fish', string>> = {
  // Bash replaces only what stands behind the last of COMP_WORDBREAKS, so that part alone may be given.
  bash: String.raw`_rackwright() {
  local line=${'${COMP_LINE:0:COMP_POINT}'} word kept
  word=${'${line##*[[:space:]]}'}
  kept=${'${word%"${word##*[$COMP_WORDBREAKS]}"}'}
  COMPREPLY=()
  while IFS=$'\t' read -r found _; do
    COMPREPLY+=("${'${found#"$kept"}'}")
  done < <(rackwright completion words "$line" 2>/dev/null)
}
complete -o default -F _rackwright rackwright
`,
  zsh: String.raw`#compdef rackwright
_rackwright() {
  local -a found
  local line
  for line in "${'${(@f)$(rackwright completion words "${(j: :)words[1,CURRENT]}" 2>/dev/null)}'}"; do
    [[ -n $line ]] && found+=("${"${${line//:/\\\\:}/$'\\t'/:}"}")
  done
  if (( $#found )); then _describe 'rackwright' found; else _files; fi
}
if [[ $funcstack[1] == _rackwright ]]; then _rackwright "$@"; else compdef _rackwright rackwright; fi
`,
  fish: String.raw`function __rackwright_words
  rackwright completion words (string join ' ' -- (commandline -opc) (commandline -ct)) 2>/dev/null
end
complete -c rackwright -a '(__rackwright_words)'
`,
};
