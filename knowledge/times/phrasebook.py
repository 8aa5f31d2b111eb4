"""What words like "yesterday" and "last month" mean, in the languages that news comes in: a table, no rules."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "ar": """
        day -2: أول أمس, أمس الأول
        day -1: أمس, مساء أمس, بالأمس
        day 0: صباح اليوم, مساء اليوم, ظهر اليوم, اليوم الأحد, اليوم الاثنين, اليوم الإثنين, اليوم الثلاثاء,
            اليوم الأربعاء, اليوم الخميس, اليوم الجمعة, اليوم السبت
        day 1: غدا, غداً, غدًا
        day 2: بعد غد
        week -1?: الأسبوع الماضي
        week 0?: هذا الأسبوع
        month -1: الشهر الماضي
        month 0: هذا الشهر, الشهر الجاري
        month 1: الشهر المقبل
        year -1: العام الماضي
        year 0: هذا العام, العام الجاري
        year 1: العام المقبل
        lately: مؤخرا, مؤخراً
    """,
    "da": """
        day -2: i forgårs
        day -1: i går, i går aftes, i aftes
        day 0: i dag, i aften, i morges, i eftermiddag, i formiddag
        day 1: i morgen
        day 2: i overmorgen
        week -1: sidste uge, i sidste uge
        week 0: denne uge, i denne uge
        month -1: sidste måned, i sidste måned
        month 0: denne måned, i denne måned
        month 1: næste måned
        year -1: sidste år
        year 0: i år
        year 1: næste år
        summer -1: sidste sommer
        winter -1: sidste vinter
        spring -1: sidste forår
        autumn -1: sidste efterår
        lately: for nylig, for nyligt, på det seneste
        newest: seneste, nyeste, seneste nyt, sidste nyt, seneste nyheder
        ordinary: de sidste år, den dag i dag, dags dato i dag
    """,
    "de": """
        day -2: vorgestern
        day -1: gestern, gestern Abend, gestern Morgen, gestern Nachmittag, gestern früh
        day 0: heute, heute Morgen, heute Abend, heute früh, heute Nachmittag, heute Vormittag, heute Mittag
        day 2: übermorgen
        week -1: letzte Woche, letzter Woche, vergangene Woche, vergangener Woche, vorige Woche, voriger Woche
        week 0: diese Woche, dieser Woche
        month -1: letzten Monat, vergangenen Monat, vorigen Monat
        month 0: diesen Monat, diesem Monat
        month 1: nächsten Monat, kommenden Monat
        year -1: letztes Jahr, vergangenes Jahr, voriges Jahr, vergangenen Jahr, letzten Jahres, vergangenen Jahres
        year -1?: letzten Jahr
        year 0: dieses Jahr, diesem Jahr, heuer
        year 1: nächstes Jahr, nächsten Jahr, kommendes Jahr, kommenden Jahr
        summer -1: letzten Sommer, vergangenen Sommer
        winter -1: letzten Winter, vergangenen Winter
        spring -1: letzten Frühling, vergangenen Frühling, letztes Frühjahr
        autumn -1: letzten Herbst, vergangenen Herbst
        summer 0: diesen Sommer
        lately: kürzlich, neulich, vor kurzem, in letzter Zeit
        newest: neueste, neuesten, neuester, neuestes, jüngste, jüngsten, aktuellste, aktuellsten
        ordinary: heute Nacht, von heute auf morgen, hier und heute
    """,
    "en": """
        day -2: the day before yesterday
        day -1: yesterday, last night, yesterday morning, yesterday afternoon, yesterday evening
        day 0: today, tonight, this morning, this afternoon, this evening
        day 1: tomorrow, tomorrow morning, tomorrow night
        day 2: the day after tomorrow
        week -1: last week
        week 0: this week
        month -1: last month
        month 0: this month
        month 1: next month
        year -1: last year
        year 0: this year
        year 1: next year
        spring -1: last spring
        summer -1: last summer
        autumn -1: last autumn, last fall
        winter -1: last winter
        spring 0: this spring
        summer 0: this summer
        autumn 0: this autumn, this fall
        winter 0: this winter
        past 7: the last week, the past week, past week
        past 31: the last month, the past month, past month
        past 366: the last year, the past year, past year
        lately: recently, lately, just recently, in recent days, in recent weeks, in recent months, these days
        newest: latest, newest, most recent, the latest, the newest, the most recent, latest news, newest news,
            the latest news, the newest news, most recent news, the most recent news, latest on, the latest on
        ordinary: the next month, the next year, his last year, her last year, its last year, their last year,
            my last year, our last year, his last month, her last month, its last month, their last month,
            every last year, that last year, last year of, last month of, last week of, the last year of,
            the last month of, the last week of,
            the past year of, the last night, his last night,
            her last night, of tomorrow, no tomorrow, at the latest, the latter
    """,
    "es": """
        day -2: anteayer, antes de ayer
        day -1: ayer, anoche, ayer por la tarde, ayer por la mañana
        day 0: hoy, esta mañana, esta tarde, esta noche
        week -1: la semana pasada
        week 0: esta semana
        month -1: el mes pasado, el pasado mes
        month 0: este mes
        month 1: el próximo mes, el mes próximo, el mes que viene
        year -1: el año pasado, el pasado año
        year 0: este año
        year 1: el próximo año, el año próximo, el año que viene
        summer -1: el verano pasado
        winter -1: el invierno pasado
        spring -1: la primavera pasada
        autumn -1: el otoño pasado
        past 7: la última semana
        past 31: el último mes
        past 366: el último año
        lately: recientemente, últimamente
        newest: más reciente, más recientes, últimas noticias
        ordinary: hoy en día, hoy por hoy
    """,
    "fr": """
        day -2: avant-hier
        day -1: hier, hier soir, hier matin, hier après-midi
        day 0: aujourd'hui, ce matin, cet après-midi, ce soir
        day 1: demain, demain matin, demain soir
        day 2: après-demain
        week -1: la semaine dernière, la semaine passée
        week 0: cette semaine
        month -1: le mois dernier, le mois passé
        month 0: ce mois-ci
        month 1: le mois prochain
        year -1: l'année dernière, l'an dernier, l'an passé, l'année passée
        year 0: cette année
        year 1: l'année prochaine, l'an prochain
        summer -1: l'été dernier
        winter -1: l'hiver dernier
        spring -1: le printemps dernier
        autumn -1: l'automne dernier
        summer 0: cet été
        lately: récemment, dernièrement, ces derniers jours, ces derniers mois
        newest: plus récent, plus récente, plus récents, plus récentes, dernières nouvelles
        ordinary: cette année-là, ce matin-là, ce soir-là, cet après-midi-là, cette semaine-là, cet été-là,
            lendemain, l'été dernier-né
    """,
    "he": """
        day -2: שלשום
        day -1: אתמול, אמש
        day 0: היום
        day 1: מחר
        day 2: מחרתיים
        week -1: בשבוע שעבר, שבוע שעבר
        week 0?: השבוע
        month -1: בחודש שעבר, חודש שעבר
        month 0?: החודש
        month 1: בחודש הבא
        year -1: בשנה שעברה, שנה שעברה, אשתקד
        year 0?: השנה
        summer -1: בקיץ שעבר
        winter -1: בחורף שעבר
        lately: לאחרונה, באחרונה
        newest: החדש ביותר, החדשה ביותר, העדכני ביותר
        ordinary: סדר היום, לסדר היום, בסדר היום, מסדר היום, בסוף היום, בסוף השנה, בסוף החודש, בסוף השבוע,
            אור היום, שעות היום, כל היום, סוף היום, תום היום, אותו היום, באותו היום,
            במשך היום, במהלך היום, חיי היום, היום יום, היום-יום, היום הראשון, היום האחרון, היום שבו, היום ההוא,
            היום בו, סוף השבוע, ראש השנה, סוף השנה, סוף החודש, כל השנה, כל השבוע, אותה השנה, שעות אתמול
    """,
    "it": """
        day -2: l'altro ieri, ieri l'altro, altro ieri
        day -1: ieri, ieri sera, ieri mattina, ieri pomeriggio
        day 0: oggi, stamattina, stamane, stamani, questa mattina, stasera, questa sera, oggi pomeriggio
        day 1: domani
        day 2: dopodomani
        week -1: la settimana scorsa, la scorsa settimana, scorsa settimana
        week 0: questa settimana
        month -1: il mese scorso, lo scorso mese
        month 0: questo mese
        month 1: il mese prossimo, il prossimo mese
        year -1: l'anno scorso, lo scorso anno
        year 0: quest'anno
        year 1: l'anno prossimo, il prossimo anno
        summer -1: l'estate scorsa, la scorsa estate
        winter -1: l'inverno scorso, lo scorso inverno
        spring -1: la primavera scorsa, la scorsa primavera
        autumn -1: l'autunno scorso, lo scorso autunno
        lately: recentemente, di recente, ultimamente
        newest: più recente, più recenti, ultime notizie, ultimissime
        ordinary: al giorno d'oggi, giorno d'oggi, d'oggi
    """,
    "nl": """
        day -2: eergisteren
        day -1: gisteren, gisteravond, gisterenavond, gistermiddag, gisterochtend, gistermorgen
        day 0: vandaag, vanavond, vanmorgen, vanochtend, vanmiddag
        day 2: overmorgen
        week -1: vorige week
        week 0: deze week
        month -1: vorige maand
        month 0: deze maand
        month 1: volgende maand
        year -1: vorig jaar
        year 0: dit jaar
        year 1: volgend jaar
        summer -1: vorige zomer
        winter -1: vorige winter
        past 7: afgelopen week
        past 31: afgelopen maand
        past 366: afgelopen jaar
        lately: onlangs, recentelijk
        newest: nieuwste, recentste, meest recente, laatste nieuws
        ordinary: vandaag de dag
    """,
    "no": """
        day -2: i forgårs, i førgår
        day -1: i går, i går kveld, i gårkveld
        day 0: i dag, i kveld, i morges, i dag tidlig, i ettermiddag, i formiddag
        day 1: i morgen, i morgon, i morgen tidlig
        day 2: i overmorgen, i overmorgon
        week -1: forrige uke, i forrige uke, forrige veke, i forrige veke, sist uke
        week 0: denne uken, denne uka, denne veka
        month -1: forrige måned, forrige månad
        month 0: denne måneden, denne månaden
        month 1: neste måned, neste månad
        year -2: i forfjor
        year -1: i fjor
        year 0: i år
        year 1: neste år
        summer -1: i fjor sommer, forrige sommer
        winter -1: i fjor vinter, forrige vinter
        spring -1: i fjor vår, forrige vår
        autumn -1: i fjor høst, forrige høst
        summer 0: i sommer
        winter 0: i vinter
        autumn 0: i høst
        past 7: den siste uken, den siste uka, siste uken
        past 31: den siste måneden, siste måneden
        past 366: det siste året, siste året
        lately: nylig, i det siste, den siste tiden, den siste tida
        newest: nyeste, siste nytt
        ordinary: den dag i dag, den dagen i dag
    """,
    "pt": """
        day -2: anteontem
        day -1: ontem, ontem à noite
        day 0: hoje, hoje à noite, esta manhã, esta noite
        day 1: amanhã
        week -1: semana passada, na semana passada, a semana passada
        week 0: esta semana, nesta semana
        month -1: mês passado, no mês passado, o mês passado
        month 0: este mês, neste mês
        month 1: próximo mês, mês que vem
        year -1: ano passado, no ano passado, o ano passado
        year 0: este ano, neste ano
        year 1: próximo ano, ano que vem
        summer -1: verão passado
        winter -1: inverno passado
        lately: recentemente, ultimamente
        newest: mais recente, mais recentes, últimas notícias
        ordinary: hoje em dia
    """,
    "ru": """
        day -2: позавчера
        day -1: вчера, вчера вечером
        day 0: сегодня, сегодня утром, сегодня вечером, сегодня днём
        day 1: завтра
        day 2: послезавтра
        week -1: на прошлой неделе
        week 0: на этой неделе
        month -1: в прошлом месяце
        month 0: в этом месяце
        month 1: в следующем месяце
        year -1: в прошлом году
        year 0: в этом году
        year 1: в следующем году, в будущем году
        summer -1: прошлым летом
        winter -1: прошлой зимой
        lately: недавно
        newest: последние новости
        ordinary: Россия сегодня, России сегодня, Россию сегодня, Россией сегодня
    """,
    "sv": """
        day -2: i förrgår
        day -1: i går, igår, i går kväll, igår kväll
        day 0: i dag, idag, i kväll, ikväll, i morse, imorse, i eftermiddag, i förmiddag
        day 1: i morgon, imorgon
        day 2: i övermorgon
        week -1: förra veckan
        week 0: den här veckan, denna vecka
        month -1: förra månaden
        month 0: den här månaden, denna månad
        month 1: nästa månad
        year -1: förra året, i fjol
        year 0: i år
        year 1: nästa år
        summer -1: förra sommaren, i fjol sommar
        winter -1: förra vintern
        spring -1: förra våren
        autumn -1: förra hösten
        summer 0: i sommar
        autumn 0: i höst
        past 7: senaste veckan
        past 31: senaste månaden
        past 366: senaste året
        lately: nyligen, på senaste tiden, på sistone
        newest: senaste, nyaste
        ordinary: än i dag, den dag som i dag är
    """,
    "zh": """
        day -2: 前天
        day -1: 昨天, 昨日, 昨晚, 昨夜
        day 0: 今天, 今日, 今晚, 今早
        day 1: 明天, 明日, 明晚
        day 2: 后天, 後天
        week -1: 上周, 上週, 上星期, 上个星期, 上個星期
        week 0: 本周, 本週, 这周, 這週, 这星期, 這星期, 这个星期, 這個星期
        month -1: 上个月, 上個月, 上月
        month 0: 本月, 这个月, 這個月
        month 1: 下个月, 下個月, 下月
        year -2: 前年
        year -1: 去年
        year 0: 今年
        year 1: 明年
        summer -1: 去年夏天
        winter -1: 去年冬天
        lately: 最近, 近日, 近期
        newest: 最新
        ordinary: 如今, 今年轻, 今年輕, 去年轻, 去年輕, 明年轻, 明年輕, 过去, 過去, 失去, 表明, 证明, 證明, 说明,
            說明, 声明, 聲明, 发明, 發明, 文明, 黎明, 清明, 透明, 光明, 昆明, 登上, 日本, 基本, 上月球, 天下, 目前,
            以前, 之前, 生前, 今日头条, 今日頭條, 今日俄罗斯, 今日俄羅斯, 今日美国, 今日美國, 今日说法, 明日之,
            明日方舟, 先天, 以后天, 之后天, 最近的, 上周期, 本周期, 下月球, 周期
    """,
}
"""What phrases mean, by language; the longest phrase that fits counts. German nouns keep their capitals."""
