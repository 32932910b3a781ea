/** Pictures in rows, of which one holds as many as fit. */
export const GALLERY = `
.gallery{font-size:.78rem;line-height:1.35;margin:1rem 0}
.gallery h4{font-size:.84rem;margin:0 0 .4rem;font-weight:600}
.gallery h4 .muted{font-weight:400;display:inline}
.gallery ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(7.4rem,1fr));gap:.5rem;list-style:none;margin:0;padding:0}
.gallery img{display:block;width:100%;height:auto;background:#000}
.gallery li>span{display:block;margin-top:.2rem}
.gallery .muted{margin:0}
.gallery .letters{display:none}
.gallery.row ul{grid-template-rows:auto;grid-auto-rows:0;row-gap:0;overflow:hidden}
.first .gallery ul{grid-template-columns:repeat(auto-fill,minmax(7.6rem,1fr))}
.matrix ul{grid-template-columns:repeat(3,minmax(0,1fr))}
.matrices{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:.4rem 1.6rem}
@media (max-width:40rem){.row .letters{display:inline;margin:0}.row .letters+.name{display:none}.gallery ul{grid-template-columns:repeat(auto-fill,minmax(5rem,1fr))}
.first .gallery ul{grid-template-columns:repeat(4,minmax(0,1fr))}.first .gallery{font-size:.68rem;line-height:1.25}
.matrix ul{grid-template-columns:repeat(3,minmax(0,1fr))}}`;
