package cases

import rego.v1

default labour := 0

labour := 10000 if {
	works_away
	input.category in {"out_of_poverty", "monitored", "hard_to_employ"}
} else := 5000 if works_away

works_away if {
	input.household == "qinghai"
	input.destination == "haixi"
	input.months >= 20
	input.months < 60
}

default startup := 0

startup := 1000000 if {
	may_start
	input.since <= input.today - 10000
}

default startup_by_times := 0

startup_by_times := 1000000 if {
	may_start
	input.since_ns <= time.add_date(input.today_ns, -1, 0, 0)
}

may_start if {
	input.organisation in {"small", "sole_trader"}
	input.registered
	input.licensed
}

recognition := {"unrecognised": 0, "provincial": 50000000, "national": 100000000}[input.level]

ceiling := 20000000 if input.loan == "personal"

ceiling := min([22000000 * input.partners, 220000000]) if input.loan == "partnership"

ceiling := 400000000 if input.loan == "business"

loan := min([input.requested, ceiling])

paid := [labour, startup, recognition, loan]

paid_by_times := [labour, startup_by_times, recognition, loan]
