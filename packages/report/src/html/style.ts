import { DARK, figureStyle, LIGHT, OF_PAGE, themeProperties } from '../svg/palette.ts';
import { rampStyle } from '../svg/ramp.ts';

/** The page's style sheet, figures included: light or dark as the reader's system is, and light on paper. */
export function pageStyle(): string {
  return `:root{color-scheme:light dark;${themeProperties(LIGHT)}}
${BASE}
${figureStyle(OF_PAGE)}
${rampStyle('light')}
@media screen and (prefers-color-scheme:dark){:root{${themeProperties(DARK)}}
${rampStyle('dark')}}
${PRINT}`;
}

const BASE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;background:var(--paper);scroll-behavior:smooth}
body{margin:0 auto;padding:3rem 1.25rem 5rem;max-width:70rem;color:var(--ink);background:var(--paper);
font:1.0625rem/1.6 Charter,"Bitstream Charter","Iowan Old Style","Palatino Linotype",Palatino,Georgia,"Liberation Serif",serif;
overflow-wrap:break-word}
header,nav,h3,.prose{max-width:44rem}
h1{font-size:2.1rem;line-height:1.18;font-weight:600;letter-spacing:-.012em;margin:0 0 .6rem;text-wrap:balance}
h2{font-size:1.45rem;line-height:1.25;font-weight:600;margin:3.2rem 0 .8rem;padding-top:1rem;border-top:1px solid var(--grid)}
h3{font-size:1.08rem;line-height:1.35;font-weight:600;margin:1.8rem 0 .5rem}
p{margin:.6rem 0;text-wrap:pretty}
a{color:inherit;text-decoration-color:var(--muted);text-underline-offset:.15em}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--hue-0);outline-offset:2px}
.lead{color:var(--muted);font-size:1rem}
.notice{max-width:44rem;margin:1.4rem 0;padding:.2rem 1rem;border:1px solid var(--muted);border-left:.35rem solid var(--ink);background:var(--band)}
nav ul{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;list-style:none;margin:1.4rem 0 0;padding:.7rem 0;border-block:1px solid var(--grid)}
nav,.legend,figcaption,table,.notes,summary,dl,.gallery{font-family:Helvetica,Arial,"Liberation Sans",sans-serif}
nav{font-size:.84rem}
.prose ul{padding-left:1.15rem;margin:.6rem 0}
.prose li{margin:.4rem 0;overflow-wrap:anywhere}
.scroll{overflow-x:auto;max-width:100%}
figure{margin:1.8rem 0 2.2rem}
.panels{display:flex;flex-wrap:wrap;gap:1.4rem 1.5rem;align-items:flex-start}
.panel svg{display:block;max-width:100%;min-width:var(--least);height:auto}
figcaption,caption{font-size:.83rem;line-height:1.5;color:var(--muted);text-align:left}
figcaption{max-width:46rem;margin-top:.7rem}
figcaption b,caption b{color:var(--ink)}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;list-style:none;margin:0 0 .8rem;padding:0;font-size:.8rem}
.legend li{display:flex;align-items:center;gap:.4rem;max-width:100%;min-width:0}
.legend svg{flex:none}
.table{margin:1.8rem 0 2.2rem}
table{border-collapse:separate;border-spacing:0;min-width:min(100%,27rem);font-size:.83rem;line-height:1.35;font-variant-numeric:tabular-nums lining-nums;border-top:1.5px solid var(--ink);border-bottom:1.5px solid var(--ink)}
caption{padding-bottom:.55rem}
caption div{position:sticky;left:0;max-width:min(46rem,100vw - 2.6rem)}
th,td{padding:.28rem .7rem .28rem 0;text-align:left;vertical-align:top;font-weight:400}
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
dl{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.25rem 1.4rem;font-size:.86rem;margin:1rem 0}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
code{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace;font-size:.88em;overflow-wrap:anywhere}
.gallery{font-size:.8rem;line-height:1.4;margin:1.4rem 0}
.gallery h4{font-size:.86rem;margin:0 0 .5rem;font-weight:600}
.gallery ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.6rem,1fr));gap:.8rem;list-style:none;margin:0;padding:0}
.gallery img{display:block;width:100%;height:auto;background:#000}
.gallery span{display:block;margin-top:.25rem}
.gallery .muted{color:var(--muted);margin:0}
.gallery h4 .muted{display:inline;font-weight:400}
@media (max-width:40rem){body{padding:1.5rem 1rem 3rem;font-size:1rem}h1{font-size:1.6rem}h2{font-size:1.28rem;margin-top:2.4rem}
.panel.small{width:calc(50% - .5rem)}.panel.small svg{min-width:0;width:100%}.panels{gap:1rem}
tbody th[scope=row]{min-width:6.2rem}dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:.5rem}.gallery ul{grid-template-columns:repeat(auto-fill,minmax(7rem,1fr))}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}`;

const PRINT = `
@media print{@page{size:A4;margin:16mm 14mm}
html{background:none}body{padding:0;max-width:none;font-size:10pt;line-height:1.45}
nav{display:none}h1{font-size:19pt}h2{font-size:13pt;break-after:avoid;margin-top:1.6rem}h3,summary,caption{break-after:avoid}
figure,tr,.gallery li,.panel{break-inside:avoid}thead{display:table-header-group}
.scroll{overflow:visible}.panel svg{min-width:0}tbody th[scope=row],caption div{position:static;max-width:none}table{font-size:7.5pt}th,td{padding:.15rem .35rem .15rem 0}th.n,td.n{padding-inline:.3rem .1rem}
tbody th[scope=row]{min-width:5rem}.table{break-inside:avoid}.legend{break-after:avoid}
figcaption,caption,.notes{font-size:7.8pt}.legend{font-size:7.5pt}.panels{gap:4mm}
details::details-content{content-visibility:visible;display:block;block-size:auto}summary{list-style:none}
details pre{overflow:visible;white-space:pre-wrap;font-size:6.5pt}
.prose a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em;color:var(--muted)}
figure:has(.panel:nth-child(5)){break-inside:auto}}`;
