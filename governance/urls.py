"""Addresses of governance; one section per file in views/, names equal to the views'."""

from django.urls import URLPattern, path, re_path

from governance.views import (
    action_lists,
    actions,
    agenda,
    agenda_versions,
    agreement,
    agreement_drafts,
    amendments,
    calendar,
    changes,
    convening,
    course,
    decisions,
    demo,
    entries,
    evaluations,
    follow_up,
    items,
    ledger,
    live,
    meetings,
    meetings_run,
    minutes,
    minutes_course,
    minutes_files,
    minutes_writing,
    notes,
    packs,
    paper_votes,
    papers,
    parties,
    predecessors,
    proposals,
    publications,
    register,
    rule_sets,
    suggestions,
    taking_part,
    vice_chairs,
    votes,
    withdrawals,
)

app_name = "governance"

decision_urls = [
    path("besluiten/", register.decision_list, name="decision_list"),
    path("besluiten/besluiten.csv", register.register_csv, name="register_csv"),
    path("besluiten/besluiten.json", register.register_json, name="register_json"),
    re_path(r"^besluiten/(?P<number>\d{4}-\d{3,6})/$", decisions.decision_detail, name="decision_detail"),
]

withdrawal_urls = [
    re_path(
        r"^besluiten/(?P<number>\d{4}-\d{3,6})/intrekken/$",
        withdrawals.withdrawal_draft,
        name="withdrawal_draft",
    ),
    path("intrekkingen/<int:pk>/verwijderen/", withdrawals.withdrawal_delete, name="withdrawal_delete"),
]

ledger_urls = [
    path("logboek/", ledger.ledger, name="ledger"),
    path("logboek/uitvoer.zip", ledger.ledger_export, name="ledger_export"),
]

publication_urls = [
    path(
        "vergaderingen/<int:pk>/besluitenlijst/",
        publications.meeting_decision_list,
        name="meeting_decision_list",
    ),
    path(
        "vergaderingen/<int:pk>/besluitenlijst/nieuwe-versie/",
        publications.decision_list_correct,
        name="decision_list_correct",
    ),
    path("uitgebracht/<int:pk>/", publications.publication_download, name="publication_download"),
    path("uitgebracht/<int:pk>/opnieuw/", publications.publication_retry, name="publication_retry"),
]

follow_up_urls = [
    re_path(
        r"^besluiten/(?P<number>\d{4}-\d{3,6})/ter-accordering/$", follow_up.consent_ask, name="consent_ask"
    ),
    re_path(
        r"^besluiten/(?P<number>\d{4}-\d{3,6})/partijen/(?P<slug>[\w-]+)/$",
        follow_up.decision_party,
        name="decision_party",
    ),
    re_path(
        r"^besluiten/(?P<number>\d{4}-\d{3,6})/partijen/(?P<slug>[\w-]+)/overname/$",
        follow_up.uptake_record,
        name="uptake_record",
    ),
    re_path(
        r"^besluiten/(?P<number>\d{4}-\d{3,6})/partijen/(?P<slug>[\w-]+)/antwoord/$",
        follow_up.consent_answer,
        name="consent_answer",
    ),
    path("overnames/<int:pk>/verwijderen/", follow_up.uptake_delete, name="uptake_delete"),
]

action_urls = [
    path("acties/", action_lists.action_list, name="action_list"),
    path("acties/acties.csv", action_lists.action_csv, name="action_csv"),
    path("acties/nieuw/", actions.action_create, name="action_create"),
    path("acties/<int:pk>/", actions.action_detail, name="action_detail"),
    re_path(
        r"^acties/(?P<kind>zetel|partij|persoon)/(?P<key>[\w-]+)/$",
        action_lists.action_owner,
        name="action_owner",
    ),
    re_path(
        rf"^acties/(?P<pk>\d{{1,9}})/(?P<act>{'|'.join(actions.ACTS)})/$",
        actions.action_change,
        name="action_change",
    ),
]

party_urls = [
    path("partijen/", parties.party_list, name="party_list"),
    path("partijen/<slug:slug>/", parties.party_detail, name="party_detail"),
    path("partijen/<slug:slug>/wijzigen/", parties.party_edit, name="party_edit"),
    path("partijen/<slug:slug>/besluit/", parties.party_document, name="party_document"),
]

agreement_urls = [
    path("overeenkomst/", agreement.agreement_detail, name="agreement_detail"),
    path("overeenkomst/notitie-2014/", predecessors.memo_2014, name="memo_2014"),
    path("overeenkomst/vergelijken/", agreement.agreement_compare, name="agreement_compare"),
    path("overeenkomst/evaluaties/", evaluations.evaluation_list, name="evaluation_list"),
    path("overeenkomst/evaluaties/nieuw/", evaluations.evaluation_create, name="evaluation_create"),
    path("overeenkomst/evaluaties/<int:pk>/", evaluations.evaluation_detail, name="evaluation_detail"),
    path("overeenkomst/evaluaties/<int:pk>/wijzigen/", evaluations.evaluation_edit, name="evaluation_edit"),
    path(
        "overeenkomst/evaluaties/<int:pk>/bevindingen/nieuw/",
        evaluations.finding_create,
        name="finding_create",
    ),
    path("bevindingen/<int:pk>/wijzigen/", evaluations.finding_edit, name="finding_edit"),
    path("bevindingen/<int:pk>/verwijderen/", evaluations.finding_delete, name="finding_delete"),
    path("overeenkomst/nieuwe-versie/", agreement_drafts.agreement_draft, name="agreement_draft"),
    path(
        "overeenkomst/verlenging-voorbereiden/", agreement_drafts.extension_prepare, name="extension_prepare"
    ),
    re_path(r"^overeenkomst/(?P<number>\d{1,4})/$", agreement.agreement_version, name="agreement_version"),
    re_path(
        r"^overeenkomst/(?P<number>\d{1,4})/wijzigen/$",
        agreement_drafts.agreement_edit,
        name="agreement_edit",
    ),
    re_path(
        r"^overeenkomst/(?P<number>\d{1,4})/verwijderen/$",
        agreement_drafts.agreement_delete,
        name="agreement_delete",
    ),
    re_path(
        r"^overeenkomst/(?P<version>\d{1,4})/artikelen/nieuw/$",
        agreement_drafts.article_create,
        name="article_create",
    ),
    re_path(
        r"^overeenkomst/(?P<version>\d{1,4})/artikel/(?P<number>\d{1,4})/$",
        agreement.article_detail,
        name="article_detail",
    ),
    re_path(
        r"^overeenkomst/(?P<version>\d{1,4})/artikel/(?P<number>\d{1,4})/wijzigen/$",
        agreement_drafts.article_edit,
        name="article_edit",
    ),
]

rule_set_urls = [
    path("hoe-wij-stemmen/", rule_sets.rule_set_detail, name="rule_set_detail"),
    path("hoe-wij-stemmen/nieuwe-versie/", rule_sets.rule_set_draft, name="rule_set_draft"),
    re_path(r"^hoe-wij-stemmen/(?P<number>\d{1,4})/$", rule_sets.rule_set_version, name="rule_set_version"),
    re_path(
        r"^hoe-wij-stemmen/(?P<number>\d{1,4})/verwijderen/$",
        rule_sets.rule_set_delete,
        name="rule_set_delete",
    ),
]

meeting_run_urls = [
    path("vergaderingen/<int:pk>/tijdens/", meetings_run.meeting_run, name="meeting_run"),
    path("vergaderingen/<int:pk>/openen/", meetings_run.meeting_open, name="meeting_open"),
    path("vergaderingen/<int:pk>/sluiten/", meetings_run.meeting_close, name="meeting_close"),
    path(
        "vergaderingen/<int:pk>/aanwezigheid/<slug:seat>/", meetings_run.attendance_set, name="attendance_set"
    ),
    path("vergaderingen/<int:pk>/voorzitter/", meetings_run.meeting_preside, name="meeting_preside"),
    path(
        "vergaderingen/<int:pk>/aan-de-orde/<int:item>/",
        meetings_run.meeting_current_item,
        name="meeting_current_item",
    ),
    path("vergaderingen/<int:pk>/scherm/", meetings_run.meeting_screen, name="meeting_screen"),
    path("vergaderingen/<int:pk>/live/", live.meeting_live, name="meeting_live"),
    path("vergaderingen/<int:pk>/stand/", live.meeting_fragment, name="meeting_fragment"),
]

vice_chair_urls = [
    path("vicevoorzitter/voordragen/", vice_chairs.vice_chair_draft, name="vice_chair_draft"),
    path("vicevoorzitter/<int:pk>/verwijderen/", vice_chairs.vice_chair_delete, name="vice_chair_delete"),
]

vote_urls = [
    path("vergaderingen/<int:pk>/stemmen/", votes.meeting_vote, name="meeting_vote"),
    path("agendapunten/<int:pk>/stemming-openen/", votes.vote_open, name="vote_open"),
    path("agendapunten/<int:pk>/zonder-stemming/", taking_part.hammer_adopt, name="hammer_adopt"),
    path("agendapunten/<int:pk>/stemming-vragen/", taking_part.hammer_lift, name="hammer_lift"),
    path("agendapunten/<int:pk>/niet-meedoen/", taking_part.recusal_set, name="recusal_set"),
    path("stemmingen/<int:pk>/aantekening/", taking_part.vote_note, name="vote_note"),
    path("stemmingen/<int:pk>/", votes.vote_detail, name="vote_detail"),
    path("stemmingen/<int:pk>/stem/", votes.ballot_cast, name="ballot_cast"),
    path("stemmingen/<int:pk>/sluiten/", votes.vote_close, name="vote_close"),
    path("stemmingen/<int:pk>/afbreken/", votes.vote_break_off, name="vote_break_off"),
    path("stemmingen/<int:pk>/beslissende-stem/", votes.deciding_vote_cast, name="deciding_vote_cast"),
    path("agendapunten/<int:pk>/schriftelijk-stemmen/", paper_votes.paper_vote_open, name="paper_vote_open"),
    path("stemmingen/<int:pk>/opnemen/", entries.entry_take_down, name="entry_take_down"),
    path("opgenomen-stemmen/<int:pk>/bevestigen/", entries.entry_confirm, name="entry_confirm"),
    path("opgenomen-stemmen/<int:pk>/afwijzen/", entries.entry_reject, name="entry_reject"),
    path("stemmingen/<int:pk>/telling/", paper_votes.paper_count_enter, name="paper_count_enter"),
    path("tellingen/<int:pk>/bevestigen/", paper_votes.paper_count_confirm, name="paper_count_confirm"),
    path("tellingen/<int:pk>/afwijzen/", paper_votes.paper_count_reject, name="paper_count_reject"),
]

demo_urls = [path("aanmelden/demo/", demo.demo_login, name="demo_login")]

meeting_urls = [
    path("vergaderingen/", meetings.meeting_list, name="meeting_list"),
    path("vergaderingen/agenda-adres/", calendar.calendar_renew, name="calendar_renew"),
    path("agenda/<uuid:key>.ics", calendar.calendar_feed_file, name="calendar_feed_file"),
    path("vergaderingen/nieuw/", meetings.meeting_create, name="meeting_create"),
    path("vergaderingen/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("vergaderingen/<int:pk>/voorbereiden/", meetings.meeting_prepare, name="meeting_prepare"),
    path("vergaderingen/<int:pk>/voorbereiden/wijzigen/", meetings.meeting_edit, name="meeting_edit"),
    path("vergaderingen/<int:pk>/voorleggen/", meetings.meeting_submit, name="meeting_submit"),
    path("vergaderingen/<int:pk>/terugnemen/", meetings.meeting_take_back, name="meeting_take_back"),
    path("vergaderingen/<int:pk>/bijeenroepen/", convening.meeting_convene, name="meeting_convene"),
    path("vergaderingen/<int:pk>/terugleggen/", convening.meeting_return, name="meeting_return"),
    path(
        "vergaderingen/<int:pk>/agenda/<int:number>/", agenda_versions.agenda_version, name="agenda_version"
    ),
    path("vergaderingen/<int:pk>/afgelasten/", course.meeting_cancel, name="meeting_cancel"),
    path("vergaderingen/<int:pk>/verplaatsen/", course.meeting_move, name="meeting_move"),
    path("vergaderingen/<int:pk>/schorsen/", course.meeting_suspend, name="meeting_suspend"),
    path("vergaderingen/<int:pk>/hervatten/", course.meeting_resume, name="meeting_resume"),
    path("vergaderingen/<int:pk>/verwijderen/", course.meeting_delete, name="meeting_delete"),
    path("vergaderingen/<int:pk>/nazending/", changes.meeting_changes, name="meeting_changes"),
    path("vergaderingen/<int:pk>/nazending/verzenden/", changes.changes_send, name="changes_send"),
    path("vergaderingen/<int:pk>/nazending/terugdraaien/", changes.changes_withdraw, name="changes_withdraw"),
    path("vergaderingen/<int:pk>/nazending/agendapunt/", changes.added_item_create, name="added_item_create"),
    path("agendapunten/<int:pk>/nazending/toelichting/", changes.sent_item_edit, name="sent_item_edit"),
    path("agendapunten/<int:pk>/nazending/stuk/", changes.added_paper_create, name="added_paper_create"),
]

minutes_urls = [
    path("vergaderingen/<int:pk>/notulen/", minutes.minutes_detail, name="minutes_detail"),
    path("vergaderingen/<int:pk>/notulen/schrijven/", minutes_writing.minutes_write, name="minutes_write"),
    path("vergaderingen/<int:pk>/notulen/beginnen/", minutes_writing.minutes_start, name="minutes_start"),
    path(
        "vergaderingen/<int:pk>/notulen/feiten/",
        minutes_writing.minutes_facts_refresh,
        name="minutes_facts_refresh",
    ),
    path(
        "vergaderingen/<int:pk>/notulen/ter-commentaar/",
        minutes_course.minutes_put_for_comment,
        name="minutes_put_for_comment",
    ),
    path("vergaderingen/<int:pk>/notulen/agenderen/", minutes_course.minutes_propose, name="minutes_propose"),
    path(
        "vergaderingen/<int:pk>/notulen/publiceren/", minutes_course.minutes_publish, name="minutes_publish"
    ),
    path(
        "vergaderingen/<int:pk>/notulen/rectificeren/", minutes_course.minutes_rectify, name="minutes_rectify"
    ),
    path("vergaderingen/<int:pk>/notulen/<int:number>/", minutes.minutes_version, name="minutes_version"),
    re_path(
        r"^vergaderingen/(?P<pk>\d{1,9})/notulen/(?P<number>\d{1,4})/(?P<audience>openbaar|intern)\.pdf$",
        minutes_files.minutes_file,
        name="minutes_file",
    ),
    path("notulen/teksten/<int:pk>/", minutes_writing.minutes_text_save, name="minutes_text_save"),
    path(
        "notulen/teksten/<int:pk>/voorstel/",
        minutes_course.minutes_change_create,
        name="minutes_change_create",
    ),
    path(
        "notulen/voorstellen/<int:pk>/antwoord/",
        minutes_writing.minutes_change_answer,
        name="minutes_change_answer",
    ),
    path(
        "notulen/voorstellen/<int:pk>/intrekken/",
        minutes_course.minutes_change_withdraw,
        name="minutes_change_withdraw",
    ),
]

item_urls = [
    path("agendapunten/<int:pk>/uitstellen/", items.item_postpone, name="item_postpone"),
    path("vergaderingen/<int:pk>/stukken.pdf", packs.meeting_pack, name="meeting_pack"),
    path("vergaderingen/<int:pk>/denk-aan/", suggestions.suggestion_add, name="suggestion_add"),
    path("agendapunten/<int:pk>/aantekening/", notes.note_save, name="note_save"),
    path("agendapunten/aanvragen/", items.request_create, name="request_create"),
    path("agendapunten/aanvragen/<int:pk>/", items.request_answer, name="request_answer"),
]

agenda_urls = [
    path("vergaderingen/<int:pk>/agendapunten/nieuw/", agenda.item_create, name="item_create"),
    path("agendapunten/<int:pk>/wijzigen/", agenda.item_edit, name="item_edit"),
    path("agendapunten/<int:pk>/verwijderen/", agenda.item_delete, name="item_delete"),
    path("agendapunten/<int:pk>/verplaatsen/", agenda.item_move, name="item_move"),
    path("agendapunten/<int:pk>/voorstel/", proposals.proposal_edit, name="proposal_edit"),
    path("agendapunten/<int:pk>/voorstel/verwijderen/", proposals.proposal_delete, name="proposal_delete"),
    path("agendapunten/<int:pk>/stukken/nieuw/", papers.paper_create, name="paper_create"),
    path("stukken/<int:pk>/", papers.paper_download, name="paper_download"),
    path("stukken/<int:pk>/verwijderen/", papers.paper_delete, name="paper_delete"),
]

amendment_urls = [
    path("beslispunten/<int:pk>/amendement/", amendments.amendment_create, name="amendment_create"),
    path("amendementen/<int:pk>/intrekken/", amendments.amendment_withdraw, name="amendment_withdraw"),
    path(
        "amendementen/<int:pk>/stemming-openen/", amendments.amendment_vote_open, name="amendment_vote_open"
    ),
    path("voorstellen/<int:pk>/versies/", amendments.proposal_versions, name="proposal_versions"),
]

urlpatterns: list[URLPattern] = [
    *decision_urls,
    *withdrawal_urls,
    *ledger_urls,
    *publication_urls,
    *follow_up_urls,
    *action_urls,
    *party_urls,
    *agreement_urls,
    *rule_set_urls,
    *meeting_run_urls,
    *vice_chair_urls,
    *vote_urls,
    *demo_urls,
    *meeting_urls,
    *agenda_urls,
    *item_urls,
    *minutes_urls,
    *amendment_urls,
]
