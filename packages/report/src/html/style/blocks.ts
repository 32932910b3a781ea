/** Figures, tables, and what is folded. */
export const BLOCKS = `
.scroll{overflow-x:auto;max-width:100%}
figure{margin:1.4rem 0 1.8rem}
.beside{display:flex;flex-wrap:wrap;gap:1.2rem 2rem;align-items:flex-start;margin:1.2rem 0}
.beside figure{margin:0;max-width:min(100%,23rem)}.beside>div{flex:1 1 20rem;min-width:0}.beside .short-names{margin-top:0}
.panels{display:flex;flex-wrap:wrap;gap:1rem 1.1rem;align-items:flex-start}
.panel svg{display:block}
figcaption,caption{font-size:.8rem;line-height:1.45;color:var(--muted);text-align:left}
figcaption{max-width:46rem;margin-top:.5rem}
figcaption b,caption b{color:var(--ink)}
.files{font-size:.72rem;white-space:nowrap;color:var(--muted)}
.files a{margin-left:.45em}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;list-style:none;margin:0 0 .6rem;padding:0;font-size:.8rem}
.legend li{display:flex;align-items:center;gap:.4rem;max-width:100%;min-width:0}
.legend svg{flex:none}
.short-names{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;list-style:none;padding:0;margin:.6rem 0;font-size:.8rem;max-width:none}
.short-names b{display:inline-block;min-width:2.3em}
.table{margin:1.4rem 0 1.8rem}
table{border-collapse:separate;border-spacing:0;min-width:min(100%,27rem);font-size:.8rem;line-height:1.35;font-variant-numeric:tabular-nums lining-nums;border-top:1.5px solid var(--ink);border-bottom:1.5px solid var(--ink)}
caption{padding-bottom:.55rem}
caption div{position:sticky;left:0;max-width:min(46rem,100vw - 2.6rem)}
th,td{padding:.24rem .7rem .24rem 0;text-align:left;vertical-align:top;font-weight:400}
th:last-child,td:last-child{padding-right:.2rem}
.n+:is(th,td):not(.n){padding-left:.8rem}
td:not(.n){min-width:5.5rem;max-width:24rem}
tbody th[scope=row]{min-width:7.5rem;max-width:15rem;position:sticky;left:0;background:var(--paper)}
th.n,td.n{text-align:right;padding-left:.5rem;padding-right:.35rem;white-space:nowrap}
thead th{vertical-align:bottom;border-bottom:1px solid var(--muted);font-weight:600}
thead th.n{white-space:normal;max-width:8rem}
tbody+tbody>tr:first-child>*{border-top:1px solid var(--grid)}
tr.group th{color:var(--muted);font-style:italic;padding-top:.5rem}
td small{display:block;color:var(--muted);font-size:.9em;white-space:nowrap}
sup{font-size:.7em;line-height:0;color:var(--muted)}
.notes{list-style:none;margin:.5rem 0 0;padding:0;font-size:.78rem;color:var(--muted);max-width:46rem}
details{margin:1.2rem 0;border-top:1px solid var(--grid)}
details+details{margin-top:-1.2rem}
details+details,details:last-child{border-bottom:1px solid var(--grid)}
summary{cursor:pointer;font-size:.9rem;padding:.6rem 0;color:var(--ink)}
details pre{font:.76rem/1.45 ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace;background:var(--band);padding:.9rem;margin:0 0 1rem;overflow-x:auto;max-width:100%}
@media (max-width:40rem){tbody th[scope=row]{min-width:6.2rem}}`;
