/// The script that connects a shell's completion with falkit, which knows the answers.
enum CompletionScript: String {
  case bash, zsh, fish

  var text: String {
    switch self {
    case .bash: Self.bashText
    case .zsh: Self.zshText
    case .fish: Self.fishText
    }
  }

  // bash takes "=" and ":" as borders between words, so that the words are put together again, and what stands before
  // the last border is cut from the answers. "@" begins a word, too, but belongs to it, and what follows it is a file.
  private static let bashText = #"""
    # bash completion for falkit
    _falkit() {
      local line="${COMP_LINE:0:COMP_POINT}" current word
      local -a words
      read -ra words <<<"$line"
      [[ "$line" == *[[:space:]] ]] && words+=("")
      current="${words[${#words[@]}-1]}"
      COMPREPLY=()
      while IFS= read -r word; do
        COMPREPLY+=("$(printf '%q' "$word")")
      done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
      if [[ "$current" == *[=:]* ]]; then
        local cut="${current%"${current##*[=:]}"}" index
        for index in "${!COMPREPLY[@]}"; do COMPREPLY[index]="${COMPREPLY[index]#"$cut"}"; done
      fi
      if [[ ${#COMPREPLY[@]} -eq 0 && "$current" == *[=:]@* ]]; then
        while IFS= read -r word; do
          [[ -d "$word" ]] && word+=/
          COMPREPLY+=("@$(printf '%q' "$word")")
        done < <(compgen -f -- "${current#*[=:]@}")
      fi
      [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *[=/] ]] && compopt -o nospace
      [[ ${#COMPREPLY[@]} -eq 0 ]] && compopt -o default
    }
    complete -F _falkit falkit

    """#

  private static let zshText = #"""
    #compdef falkit
    # zsh completion for falkit
    _falkit() {
      local -a answers names shownNames others shownOthers
      local answer word shown
      answers=("${(@f)$(${words[1]} __describe "${(@)words[2,CURRENT]}" 2>/dev/null)}")
      answers=(${answers:#})
      if (( ${#answers} == 0 )); then
        compset -P '*[=:]@' || compset -P '*='
        _files
        return
      fi
      for answer in "${answers[@]}"; do
        word="${answer%%$'\t'*}"
        shown="$word"
        [[ "$answer" == *$'\t'* ]] && shown="${(r:24:)word} -- ${answer#*$'\t'}"
        [[ ${#word} -gt 24 && "$answer" == *$'\t'* ]] && shown="$word -- ${answer#*$'\t'}"
        if [[ "$word" == *= ]]; then
          names+=("$word") shownNames+=("$shown")
        else
          others+=("$word") shownOthers+=("$shown")
        fi
      done
      (( ${#names} )) && compadd -l -S '' -d shownNames -- "${names[@]}"
      (( ${#others} )) && compadd -l -d shownOthers -- "${others[@]}"
    }
    compdef _falkit falkit

    """#

  private static let fishText = #"""
    # fish completion for falkit
    function __falkit_complete
      set -l words (commandline -opc)
      set -l current (commandline -ct)
      $words[1] __describe $words[2..-1] "$current" 2>/dev/null
      # What follows "@" is a file.
      set -l start (string match -r '^[^=]*=@' -- "$current")
      or return 0
      set -l begun (string replace -- "$start" '' "$current")
      for file in $begun*
        test -d "$file"; and set file "$file/"
        echo "$start$file"
      end
    end
    complete -c falkit -f -a '(__falkit_complete)'
    # Where falkit has no answer, a file may be meant.
    complete -c falkit -n 'test (count (__falkit_complete)) -eq 0' -F

    """#
}
