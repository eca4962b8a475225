/// The style sheet of HTML reports.
package enum HTMLStyle {
  /// What the page's policy names, so that a browser applies this style sheet and no other: the base64 of the
  /// SHA-256 of ``text``. A test says the right one when the text changes.
  static let digest = "sha256-lPOrjK/5HYp7fYVTN4QPB2f8Ms1Lz0czkVz1iGTvZJM="

  package static let text = """
    :root{--paper:#fff;--ink:#1b1f24;--soft:#56606b;--rule:#c9d0d7;--card:#f5f7f9;--above:#e8f3ec;\
    --keep:#1a6b3c;--watch:#8a5a00;--drop:#a3261b;--unclear:#56606b}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e8ebee;--soft:#a7b0ba;\
    --rule:#3a434d;--card:#1c2229;--above:#1b2f25;--keep:#6fcf97;--watch:#f2c14e;--drop:#ff8a7a;\
    --unclear:#a7b0ba}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"DejaVu Sans",sans-serif;\
    overflow-wrap:break-word}
    main,footer{max-width:1080px;margin:auto;padding:0 20px}
    h1{font-size:28px;line-height:1.25;margin:32px 0 6px;max-width:32em;text-wrap:balance}
    h2{font-size:19px;margin:40px 0 8px}
    h3{font-size:16px;margin:0}
    p{margin:0 0 8px;max-width:44em}
    ul{margin:4px 0 8px;padding-left:20px}
    li{margin:3px 0;max-width:46em}
    .lead{max-width:60em}
    .lead,caption,dt,footer{color:var(--soft)}
    .note{margin-top:14px;padding:8px 14px;background:var(--card);border-left:4px solid var(--watch);\
    max-width:none}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    table{width:100%;border-collapse:collapse}
    caption{text-align:left;padding-bottom:8px}
    th,td{text-align:left;font-weight:400;vertical-align:middle;padding:9px 16px 9px 0;\
    border-top:1px solid var(--rule)}
    thead th{font-size:14px;line-height:1.3;color:var(--soft);vertical-align:bottom;border:0;\
    padding:4px 16px 6px 0}
    tr>:last-child{padding-right:0}
    tbody th{font-weight:600}
    .num{text-align:right;font-variant-numeric:tabular-nums}
    td.num{white-space:nowrap}.first{font-weight:700}
    .verdict{font-weight:700;white-space:nowrap}
    .box{font-size:20px;line-height:1;width:1.6em}
    .keep{color:var(--keep)}.watch{color:var(--watch)}.drop{color:var(--drop)}.unclear,.left{color:var(--unclear)}
    td.bar,th.bar{width:34%}
    .strip,.axis{display:block;width:100%;height:28px}
    .axis{height:17px}.axis text{fill:var(--soft);font-size:13px}
    .above{fill:var(--above)}.typical{stroke:var(--soft);stroke-dasharray:3 3}
    .range{stroke:currentColor;stroke-width:2.5}.mark{fill:currentColor}
    .hollow{fill:var(--paper);stroke:currentColor;stroke-width:2.2}
    .line{display:block;width:200px;max-width:100%;height:auto}
    .band{fill:currentColor;opacity:.15}.path{fill:none;stroke:currentColor;stroke-width:2}
    .trend td.bar,.trend th.bar{width:216px}
    .chain{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));\
    margin:12px 0;\
    padding:0}
    .chain li{margin:0 -1px -1px 0;padding:12px 14px;max-width:none;background:var(--card);\
    border:1px solid var(--rule)}
    .chain .weakest{border-top:4px solid var(--drop);padding-top:8px}
    .chain h3{font-weight:400}
    .flag{color:var(--drop);font-weight:700;white-space:nowrap}
    dl{margin:0}dl div{margin-top:6px}dt{font-size:13px;line-height:1.3}dd{margin:0;font-size:15px;\
    line-height:1.4}
    .main{display:flex;flex-direction:row-reverse;justify-content:flex-end;align-items:baseline;gap:6px}
    .main dt{text-transform:lowercase}.main dd{font-size:24px;font-weight:700;line-height:1.2}
    .weakest .main dd{color:var(--drop)}
    #evidence{columns:2 300px;column-gap:40px}#evidence h2{column-span:all}
    article{break-inside:avoid;padding:8px 0}article .lead{font-size:14px;margin:0}
    .typed{white-space:pre-wrap}
    footer{margin-top:48px;padding-bottom:32px;font-size:13px;overflow-wrap:anywhere}
    footer p{max-width:none;border-top:1px solid var(--rule);padding-top:10px}
    @media screen and (max-width:640px){
    main,footer{padding:0 16px}h1{font-size:24px;margin-top:22px}
    .chain{grid-template-columns:1fr}dl div:not(.main){display:flex;align-items:baseline;gap:10px}
    dl div:not(.main) dt{flex:0 0 9.5em}
    table,tbody{display:block}caption{display:block}
    thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    tr{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 16px;padding:12px 0;\
    border-top:1px solid var(--rule)}
    th,td,td.num{border:0;padding:0;text-align:left;white-space:normal}
    .box{order:-3;width:auto}tbody th{order:-2;flex:1 0 calc(100% - 7.5em)}\
    .box~th{flex-basis:calc(100% - 10.5em)}
    td:has(.verdict){order:-1}
    td[data-label]::before{content:attr(data-label) " ";color:var(--soft);font-size:14px;\
    font-weight:400}
    td.bar{flex:1 0 100%;width:auto;margin:4px 0}}
    @page{margin:15mm}
    @media print{
    body{font-size:10pt;line-height:1.4}main,footer{max-width:none;padding:0}
    h1{font-size:18pt;margin-top:0}h2{font-size:13pt;margin:18pt 0 4pt}h3,.box{font-size:11pt}
    th,td{padding-top:4pt;padding-bottom:4pt}thead th,dt,footer,article .lead{font-size:9pt}\
    dd{font-size:10pt}.axis text{font-size:8pt}
    .main dd{font-size:16pt}
    .chain{grid-template-columns:repeat(auto-fit,minmax(38mm,1fr))}
    .note,.chain li{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    h1,h2,h3,caption,.lead{break-after:avoid}p:has(+table){break-after:avoid}
    table,tr,li,.note,article{break-inside:avoid}p,li{orphans:3;widows:3}
    footer{margin-top:18pt;padding:0}}
    """
}
