"""The table of what was taken out of the steps, with what stays in its place."""

ERASURES = (
    """create table erasure (
    id integer primary key,
    step_id integer not null references step (id),
    place text not null,
    digest text not null,
    content text not null,
    reason text not null,
    erased_at text not null,
    erased_by text not null
) strict""",
    "create index erasure_step on erasure (step_id)",
    """create trigger erasure_stays before delete on erasure
begin
    select raise(abort, 'what was taken out stays told');
end""",
)
