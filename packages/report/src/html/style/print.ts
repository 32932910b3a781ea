/** On paper: what is open, light, nothing cut off; what is folded is in the tables' files. */
export const PRINT = `
@media print{@page{size:A4;margin:14mm 13mm}
html{background:none}body{display:block;padding:0;max-width:none;font-size:9.5pt;line-height:1.4}
nav,.files,details:not([open]){display:none}h1{font-size:17pt}h2{font-size:12.5pt;break-after:avoid;margin-top:1.2rem}h3,summary,caption{break-after:avoid}
figure,tr,.gallery,.panel{break-inside:avoid}thead{display:table-header-group}
.scroll{overflow:visible}.panel svg{max-width:100%;height:auto}
tbody th[scope=row],caption div{position:static;max-width:none}table{font-size:7.2pt}th,td{padding:.1rem .35rem .1rem 0}th.n,td.n{padding-inline:.3rem .1rem}
tbody th[scope=row]{min-width:5rem}.legend{break-after:avoid}
figcaption,caption,.notes{font-size:7.5pt}.legend,.short-names{font-size:7.5pt}.panels{zoom:.66}figure,.table{margin:3mm 0}
.gallery{font-size:6.8pt;margin:2mm 0}.gallery ul{grid-template-columns:repeat(9,minmax(0,1fr));gap:1.5mm}.gallery.row ul{row-gap:0}.gallery.row li:nth-child(n+10){display:none}.matrix ul{grid-template-columns:repeat(3,minmax(0,1fr))}
.matrices{grid-template-columns:repeat(3,minmax(0,1fr))}.first .gallery ul{grid-template-columns:repeat(7,minmax(0,1fr))}
.prose a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em;color:var(--muted)}
figure:has(.panel:nth-child(4)){break-inside:auto}}`;
