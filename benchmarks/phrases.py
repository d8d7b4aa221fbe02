"""Words of our own for pages that are made up: menus, comments, pages of the house, sentences in other languages."""

from __future__ import annotations

SECTIONS = "World Politics Business Sport Culture Opinion Science Health Travel Food Weather Technology Property Video Audio Motoring Education Courts Media Letters".split()
USERS = "rainman77 LadyOfTheLake tom_b anon4412 Kestrel old_sailor JJ RedBrick marta.k northerner".split()
COOKIES = "We use cookies to give you the best experience. You can change your choices at any time."
COMMENTS = [
    "They said the same five years ago and nothing came of it.",
    "Finally somebody says it out loud!",
    "I was there and it was nothing like what is written here.",
    "Who pays for all this? We do, of course.",
    "My cousin works for the council and she says the numbers are wrong.",
    "Great piece, thank you for asking the hard questions.",
    "This is the last time I read anything from you people.",
    "Does anyone know when the next meeting is open to the public?",
    "The minister should resign, he promised us the opposite in spring.",
    "You forget that the old plan was even more expensive.",
    "Nobody I know believes a word of it.",
    "It would help if the writer had looked at the map first.",
]
HOUSE = [
    (
        "Privacy policy",
        (
            "SITE takes your privacy seriously. This policy explains which data we collect, why we collect it, and what choices you have about it.",
            "We collect the pages that you visit, the device that you use, and what you tell us in forms. We keep this data for no longer than we need it.",
            "You may ask us at any time for a copy of what we hold about you, and you may ask us to delete it. Write to our data officer at the address below.",
            "We may change this policy from time to time. Changes are announced on this page, and take effect thirty days later.",
        ),
    ),
    (
        "Terms of use",
        (
            "By using SITE you agree to these terms. If you do not agree to them, please do not use the service.",
            "All texts and pictures belong to us or to those who licensed them to us. You may read them, print them for yourself, and link to them.",
            "We do our best to be accurate, but we give no warranty that everything here is right or that the service will always be there.",
            "These terms are governed by the law of the place in which we have our seat, and its courts alone decide about disputes.",
        ),
    ),
    (
        "About us",
        (
            "SITE was founded by three printers in a back room and has come out every day since, but for two days of the great flood.",
            "Our newsroom has forty reporters and editors who cover the region from the coast to the hills, and a small office in the capital.",
            "We are owned by a trust, take no money from parties, and publish our accounts every spring so that readers can see who pays us.",
        ),
    ),
    (
        "Contact us",
        (
            "You can reach the newsroom of SITE by telephone from six in the morning until midnight. For questions about your subscription, call the readers' desk.",
            "Letters to the editor should be short, and must carry your name and address, which we do not print unless you want us to.",
            "If you have found a mistake, please tell us which article it is in, and what is wrong with it. We correct mistakes openly.",
        ),
    ),
    (
        "Page not found",
        (
            "We are sorry, but the page that you asked for is not here. It may have been moved, or its address may have been mistyped.",
            "Try the search at the top of this page, or go back to the front page, where you will find the news of the day and everything that our readers like best this week.",
            "If you think that the page should be here, please write to us and tell us where you found the link, so that we can mend it.",
        ),
    ),
]
FOREIGN = {
    "de": (
        "Der Bürgermeister sagte am Dienstag, die Brücke werde noch vor dem Winter geöffnet.",
        "Die Opposition wirft ihm vor, die wahren Kosten verschwiegen zu haben.",
        "Der Rat will im März entscheiden, ob der Vertrag verlängert wird.",
        "„Wir haben den Stahl und wir haben die Leute“, erklärte der Bauleiter.",
    ),
    "fr": (
        "Le maire a déclaré mardi que le pont ouvrirait avant l'hiver.",
        "L'opposition l'accuse d'avoir caché les véritables coûts du chantier.",
        "Le conseil décidera en mars si le contrat est prolongé.",
        "« Nous avons l'acier et nous avons les équipes », a affirmé le chef de chantier.",
    ),
    "es": (
        "El alcalde dijo el martes que el puente se abrirá antes del invierno.",
        "La oposición lo acusa de haber ocultado los costes reales de la obra.",
        "El consejo decidirá en marzo si se prorroga el contrato.",
        "«Tenemos el acero y tenemos a la gente», aseguró el jefe de obra.",
    ),
    "it": (
        "Il sindaco ha detto martedì che il ponte aprirà prima dell'inverno.",
        "L'opposizione lo accusa di aver nascosto i veri costi dei lavori.",
        "Il consiglio deciderà a marzo se prorogare il contratto.",
        "«Abbiamo l'acciaio e abbiamo le squadre», ha dichiarato il capocantiere.",
    ),
    "nl": (
        "De burgemeester zei dinsdag dat de brug nog voor de winter opengaat.",
        "De oppositie verwijt hem dat hij de werkelijke kosten heeft verzwegen.",
        "De raad besluit in maart of het contract wordt verlengd.",
        "“We hebben het staal en we hebben de mensen”, verklaarde de opzichter.",
    ),
    "ru": (
        "Мэр заявил во вторник, что мост откроют ещё до зимы.",
        "Оппозиция обвиняет его в том, что он скрыл настоящие расходы.",
        "Совет решит в марте, будет ли продлён договор.",
        "«У нас есть сталь и есть люди», — сказал начальник стройки.",
    ),
    "zh": (
        "市长星期二表示，大桥将在冬天之前开通。",
        "反对派指责他隐瞒了工程的真实费用，要求公布全部账目。",
        "议会将在三月决定是否延长合同，目前还没有结果。",
        "工地负责人说：“我们有钢材，也有工人，工程不会停下来。”",
    ),
    "ar": (
        "قال رئيس البلدية يوم الثلاثاء إن الجسر سيفتح قبل الشتاء.",
        "وتتهمه المعارضة بأنه أخفى التكاليف الحقيقية للمشروع.",
        "وسيقرر المجلس في مارس ما إذا كان العقد سيمدد.",
        "وقال رئيس الورشة: لدينا الفولاذ ولدينا العمال.",
    ),
    "id": (
        "Wali kota mengatakan pada hari Selasa bahwa jembatan itu akan dibuka sebelum musim hujan.",
        "Pihak oposisi menuduhnya menyembunyikan biaya proyek yang sebenarnya.",
        "Dewan akan memutuskan pada bulan Maret apakah kontrak itu diperpanjang.",
        "“Kami punya baja dan kami punya pekerja,” kata kepala proyek.",
    ),
}
