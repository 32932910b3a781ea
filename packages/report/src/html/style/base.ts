/** Letters, headings, paragraphs and lists. */
export const BASE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;background:var(--paper);scroll-behavior:smooth}
body{margin:0 auto;color:var(--ink);background:var(--paper);
font:1rem/1.55 Charter,"Bitstream Charter","Iowan Old Style","Palatino Linotype",Palatino,Georgia,"Liberation Serif",serif;
overflow-wrap:break-word}
h3,.prose{max-width:44rem}
h1{font-size:1.75rem;line-height:1.18;font-weight:600;letter-spacing:-.012em;margin:0;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.25;font-weight:600;margin:2.6rem 0 .8rem;padding-top:.9rem;border-top:1px solid var(--grid)}
h3{font-size:1.06rem;line-height:1.35;font-weight:600;margin:1.6rem 0 .5rem}
p{margin:.6rem 0;text-wrap:pretty}
a{color:inherit;text-decoration-color:var(--muted);text-underline-offset:.15em}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--hue-0);outline-offset:2px}
nav,.lead,.legend,figcaption,table,.notes,summary,dl,.gallery,.files,.short-names{font-family:Helvetica,Arial,"Liberation Sans",sans-serif}
.lead{color:var(--muted);font-size:.84rem;margin:.3rem 0 0}
.notice{max-width:44rem;margin:1rem 0;padding:.2rem 1rem;border:1px solid var(--muted);border-left:.35rem solid var(--ink);background:var(--band)}
.prose ul{padding-left:1.15rem;margin:.6rem 0}
.prose li{margin:.4rem 0;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.25rem 1.4rem;font-size:.86rem;margin:1rem 0}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
code{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace;font-size:.88em;overflow-wrap:anywhere}
.muted{color:var(--muted)}
@media (max-width:40rem){h1{font-size:1.35rem}h2{font-size:1.2rem;margin-top:2rem}
dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:.5rem}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}`;
