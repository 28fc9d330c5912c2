/// What servers may call files, and people may write into prompts, that must not lead out of a folder or look like more.
package enum HostileNames {
  package static let all = [
    "../../x", "..", ".", "/etc/passwd", "..\\..\\x", ".bashrc", "-rf", "CON", "con.png", "LPT1.txt", "a\u{0}b",
    "\u{1B}[2Jx",
    "a\nb", "\u{202E}gnp.exe", String(repeating: "ü", count: 3000), "", "   ", "...", "a:b", "~", "$(rm)", "\u{200B}",
    "e\u{301}" + String(repeating: "\u{301}", count: 500), "nul", "COM9", ". .", "_", "\u{FF0F}x", "aux.",
  ]
}
