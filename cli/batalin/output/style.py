"""How a page looks: on a phone and a desktop, in light and dark, and on paper."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --ground: #f4f3ef; --sheet: #ffffff; --ink: #1f2328; --quiet: #57606a; --line: #dcdfe3;
  --copy: #f3f6fa; --copy-line: #c3cfdd; --link: #0b57a4;
  --can: #14532d; --can-band: #e2f4e6; --can-edge: #2e8b57;
  --maybe: #5a4100; --maybe-band: #fdf2cf; --maybe-edge: #b98900;
  --cannot: #7d1d15; --cannot-band: #fbe6e2; --cannot-edge: #c4473b;
  --cancelled: #0f4166; --cancelled-band: #e0eef9; --cancelled-edge: #3577ab;
  --other: #43306a; --other-band: #ece6f6; --other-edge: #7a5fb0;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #121417; --sheet: #1b1f24; --ink: #e4e7eb; --quiet: #a4adb8; --line: #363d45;
    --copy: #12161b; --copy-line: #465463; --link: #8cbcf7;
    --can: #b9e6c6; --can-band: #17301f; --can-edge: #4caf7a;
    --maybe: #f3dd9c; --maybe-band: #332a0f; --maybe-edge: #d0a22a;
    --cannot: #f8c4bd; --cannot-band: #3b1b18; --cannot-edge: #e0695c;
    --cancelled: #b9d9f5; --cancelled-band: #142d42; --cancelled-edge: #5a9fd4;
    --other: #d9cdf3; --other-band: #2b2142; --other-edge: #9b82d0;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 44rem; margin: 0 auto; padding: 1.25rem 1.125rem 2rem; background: var(--sheet); }
footer { max-width: 44rem; margin: 0 auto; padding: 1rem 1.125rem 2rem; color: var(--quiet); font-size: .875rem; }
footer p { margin: 0; }
h1, h2, h3 { line-height: 1.3; }
h1 { margin: 0 0 1.25rem; font-size: 1.5rem; text-wrap: balance; }
h2 { margin: 2.25rem 0 .75rem; padding-top: 1.5rem; border-top: 1px solid var(--line); font-size: 1.1875rem; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1.0625rem; }
p { margin: 0 0 .75rem; }
.verdict {
  padding: .875rem 1rem; border: 0 solid var(--edge); border-left-width: .375rem; border-radius: .375rem;
  background: var(--band); color: var(--mood);
}
.verdict, .verdict-other { --mood: var(--other); --band: var(--other-band); --edge: var(--other-edge); }
.verdict-can { --mood: var(--can); --band: var(--can-band); --edge: var(--can-edge); }
.verdict-maybe { --mood: var(--maybe); --band: var(--maybe-band); --edge: var(--maybe-edge); }
.verdict-cannot { --mood: var(--cannot); --band: var(--cannot-band); --edge: var(--cannot-edge); }
.verdict-cancelled { --mood: var(--cancelled); --band: var(--cancelled-band); --edge: var(--cancelled-edge); }
h1.verdict + p:not(.quiet) { font-size: 1.1875rem; font-weight: 600; line-height: 1.4; }
.quiet { color: var(--quiet); font-size: .9375rem; }
ol, ul { margin: 0 0 1rem; padding-left: 1.5rem; }
ol { padding-left: 1.75rem; }
li { margin: 0 0 .5rem; padding-left: .25rem; }
li p { margin: 0; }
li::marker { color: var(--quiet); }
ol > li::marker { font-weight: 600; }
.detailed > li { margin-bottom: 1rem; }
.detailed .head { font-weight: 500; }
.more { margin-top: .125rem; color: var(--quiet); font-size: .9375rem; }
.boxed { position: relative; list-style: none; }
.box {
  position: absolute; left: -1.5rem; top: .25em; width: 1.125em; height: 1.125em;
  border: .125em solid var(--quiet); border-radius: .1875em; font-weight: 700; line-height: .9; text-align: center;
}
pre {
  margin: 0 0 1rem; padding: 1rem; border: 1px solid var(--copy-line); border-radius: .5rem; background: var(--copy);
  font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; -webkit-user-select: all; user-select: all;
}
.hint { margin-bottom: .5rem; }
.code { margin: 0 0 1.25rem; }
.code svg {
  display: block; width: 20rem; max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: .5rem;
  background: #ffffff; shape-rendering: crispEdges;
}
.code figcaption { margin-top: .5rem; color: var(--quiet); font-size: .9375rem; }
.references { font-size: .9375rem; }
a { color: var(--link); text-underline-offset: .15em; }
@media screen and (min-width: 50rem) {
  main { margin-top: 2.5rem; padding: 2.5rem 3rem; border: 1px solid var(--line); border-radius: .75rem; }
  footer { padding: 1rem 3rem 3rem; }
  h1 { font-size: 1.75rem; }
}
@media print {
  @page { size: A4; margin: 16mm 18mm; }
  body { background: none; font-size: 10pt; line-height: 1.4; }
  main, footer { max-width: none; padding: 0; background: none; }
  footer { margin-top: 6mm; }
  h1 { font-size: 17pt; }
  h2 { margin: 5mm 0 2mm; padding-top: 3.5mm; font-size: 12pt; }
  h3 { margin-top: 5mm; font-size: 11pt; }
  h1, h2, h3 { break-after: avoid; break-inside: avoid; }
  .verdict { border-width: 1px; border-left-width: 2mm; }
  li, pre, figure { break-inside: avoid; }
  li, .detailed > li { margin-bottom: 1.5mm; }
  p:has(+ pre), p:has(+ ul), p:has(+ ol) { break-after: avoid; }
  footer { break-before: avoid; }
  p { orphans: 3; widows: 3; }
  .verdict, pre, .code svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .hint { display: none; }
  .code svg { width: 70mm; }
  .quiet, .more, .references, footer, .code figcaption { font-size: 9pt; }
  a { color: inherit; text-decoration: none; }
  a::after { content: " <" attr(href) ">"; color: var(--quiet); }
}
"""
"""Style sheet of a page; no verdict is told by its colour alone, as the words stand in the band."""
