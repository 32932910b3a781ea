/** Contents beside the page, or in a bar above a narrow one; the first screen. */
export const LAYOUT = `
body{padding:1.6rem 1.25rem 4rem;max-width:82rem;display:grid;grid-template-columns:9.5rem minmax(0,1fr);column-gap:1.75rem;align-content:start}
body>*{grid-column:2;min-width:0}
section[id],figure[id],.table[id]{scroll-margin-top:.5rem}
nav{grid-column:1;grid-row:1/span 40;align-self:start;position:sticky;top:1.6rem;max-height:calc(100vh - 2rem);overflow-y:auto;font-size:.8rem;line-height:1.35}
nav ul{list-style:none;margin:0 0 .9rem;padding:0}
nav li{margin:0;border-left:2px solid var(--grid)}
nav li a{display:block;padding:.2rem 0 .2rem .7rem;text-decoration:none;color:var(--muted)}
nav a:hover{color:var(--ink);text-decoration:underline}
nav p{margin:0 0 .3rem;font-weight:600}
nav p a{text-decoration:none}
nav [aria-current]{color:var(--ink)}
nav details{display:none}
.first{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.4rem 2rem;align-items:start;margin-top:.8rem}
.first ul.sentences{list-style:none;margin:0;padding:0;font-size:1.02rem;line-height:1.45}
.first .sentences li{margin:0 0 .65rem;padding:0 0 .65rem;border-bottom:1px solid var(--grid);text-wrap:pretty}
.first .sentences li:last-child{border-bottom:0}
.first figure{margin:0}
.first figcaption{max-width:22.5rem;margin-top:.2rem;font-size:.75rem;line-height:1.4}
.first .gallery{grid-column:1/-1;margin:0}
@media (max-width:68rem){body{display:block;padding-inline:1rem}
nav{top:0;z-index:1;margin:.6rem -1rem 0;padding:0 1rem;background:var(--paper);border-block:1px solid var(--grid);max-height:80vh}
nav details{display:block;margin:0;border:0}nav .side{display:none}nav summary{padding:.35rem 0;font-size:.8rem}
nav details>ul{columns:2;margin:.2rem 0 .6rem}nav li a{padding-block:.3rem}
section[id],figure[id],.table[id]{scroll-margin-top:2.6rem}}
@media (max-width:52rem){.first{display:block}.first ul.sentences{font-size:.9rem;line-height:1.36}
.first .sentences li{margin-bottom:.4rem;padding-bottom:.4rem}.first .gallery{margin:.5rem 0}
.first figcaption{font-size:.7rem;line-height:1.3}}
@media (max-width:40rem){body{padding-top:.8rem}.lead{font-size:.75rem;margin-top:.15rem}.first{margin-top:.5rem}}`;
