from django.utils.translation import gettext_lazy as _

from vun.engines.optimizer.clash import Limit
from vun.records.allocation.domain import (
    AssumptionCode,
    AwayReason,
    ExclusionCode,
    IncidentKind,
    LeftCode,
    PolicyTerm,
    Preset,
    QuotaRule,
    ScenarioState,
    TermKind,
    VenueKind,
)

LABELS = {
    Limit: {
        Limit.BUDGET: _("kinh phí"),
        Limit.ROOMS: _("số phòng"),
        Limit.HOURS: _("giờ giảng của giảng viên"),
        Limit.UNIT_QUOTA: _("chỉ tiêu năm của đơn vị"),
        Limit.UNIT_RELEASE: _("số người đơn vị cho đi cùng lúc"),
        Limit.AWAY: _("những tháng người học vắng mặt"),
        Limit.MAX_CLASSES: _("số lớp của một người"),
        Limit.PREREQUISITE: _("chương trình phải học trước"),
        Limit.CLASS_MIN: _("số học viên ít nhất của lớp"),
        Limit.QUOTA_MAX: _("chỉ tiêu tối đa của chương trình"),
    },
    PolicyTerm: {
        PolicyTerm.MISSING: _("Mỗi yêu cầu của tiêu chuẩn còn thiếu"),
        PolicyTerm.IN_GRACE: _("Mỗi yêu cầu còn trong thời hạn hoàn thiện"),
        PolicyTerm.BEFORE_POST: _("Mỗi yêu cầu của chức danh được quy hoạch còn thiếu"),
        PolicyTerm.LEADER: _("Giữ chức vụ lãnh đạo, quản lý"),
        PolicyTerm.SUCCESSION: _("Trong quy hoạch, chuẩn bị bổ nhiệm"),
        PolicyTerm.ZONE_II: _("Công tác ở khu vực II"),
        PolicyTerm.ZONE_III: _("Công tác ở khu vực III"),
        PolicyTerm.YEAR_MISSING: _("Mỗi năm đã thiếu (nhiều nhất 10 năm)"),
        PolicyTerm.WISHED: _("Đã đăng ký trong đợt khảo sát nhu cầu"),
        PolicyTerm.WISHED_FIRST: _("Đăng ký ở mức ưu tiên 1"),
        PolicyTerm.WISHED_SECOND: _("Đăng ký ở mức ưu tiên 2"),
        PolicyTerm.NEED_ONLY: _("Chỉ có nhu cầu, không thiếu tiêu chuẩn"),
        PolicyTerm.PRIORITY_GROUP: _("Nhóm chương trình ưu tiên"),
        PolicyTerm.MANDATORY: _("Chương trình bắt buộc"),
        PolicyTerm.RETIRING_SOON: _("Còn không quá 2 năm đến tuổi nghỉ hưu, giữ lại"),
        PolicyTerm.RETIRING: _("Còn trên 2 đến 5 năm đến tuổi nghỉ hưu, giữ lại"),
        PolicyTerm.LONG_COURSE: _("Lớp tập trung dài với người khó rời việc, giữ lại"),
        PolicyTerm.LONG_COURSE_DAYS: _("Lớp tập trung coi là dài khi quá"),
        PolicyTerm.SMALL_UNIT: _("Đơn vị coi là khó rời việc khi không quá"),
        PolicyTerm.MAX_CLASSES: _("Số lớp nhiều nhất của một người trong năm"),
        PolicyTerm.CLASS_MIN: _("Học viên ít nhất của một lớp"),
        PolicyTerm.CLASS_MAX: _("Học viên nhiều nhất của một lớp"),
        PolicyTerm.LONGEST_DAYS: _("Chương trình dài hơn thì cử đi theo diện cá nhân"),
        PolicyTerm.YEAR_SHARE: _("Tổng lượt học trong năm so với tổng biên chế"),
        PolicyTerm.UNIT_FLOOR: _("Số lượt ít nhất cho một đơn vị còn người thiếu"),
        PolicyTerm.RELEASE_SHARE: _("Phần nhân sự có thể học tập trung cùng một tháng"),
        PolicyTerm.FAR_KM: _("Coi là ở xa khi quá"),
        PolicyTerm.KM_COST: _("Đi lại một km"),
        PolicyTerm.COST_WEIGHT: _("Trọng số của tiền: điểm trừ cho mỗi triệu đồng"),
        PolicyTerm.FAIR_SHARE: _("Mức đáp ứng tối thiểu nên có ở mỗi địa bàn"),
        PolicyTerm.FAIR_PENALTY: _("Trọng số công bằng địa bàn: điểm trừ cho mỗi người dưới mức đó"),
    },
    TermKind: {
        TermKind.POINTS: _("điểm"),
        TermKind.SHARE: _("%"),
        TermKind.DAYS: _("ngày"),
        TermKind.PEOPLE: _("người"),
        TermKind.CLASSES: _("lớp"),
        TermKind.PLACES: _("lượt"),
        TermKind.KILOMETRES: _("km"),
        TermKind.MONEY: _("đồng"),
    },
    VenueKind: {
        VenueKind.SCHOOL: _("Trường"),
        VenueKind.DISTRICT: _("Trung tâm"),
        VenueKind.CLUSTER: _("Điểm cụm xã"),
        VenueKind.ONLINE: _("Trực tuyến"),
    },
    Preset: {
        Preset.MORE_MONEY: _("Kinh phí tăng 10 %"),
        Preset.LESS_MONEY: _("Kinh phí giảm 10 %"),
        Preset.ONLINE_ONLY: _("Chỉ học trực tuyến"),
        Preset.NO_PART_TIME: _("Chỉ học tập trung và trực tuyến"),
    },
    IncidentKind: {
        IncidentKind.CANCEL_CLASS: _("Huỷ một lớp"),
        IncidentKind.BUDGET_CUT: _("Cắt giảm kinh phí"),
        IncidentKind.LOSE_VENUE_MONTH: _("Một địa điểm không mở lớp được trong một tháng"),
        IncidentKind.WITHDRAW: _("Có người rút"),
    },
    QuotaRule: {
        QuotaRule.FIXED: _("đặt riêng"),
        QuotaRule.ALL_NEED: _("đủ cho mọi phần còn thiếu"),
        QuotaRule.FLOOR: _("mức sàn"),
        QuotaRule.BY_NEED: _("chia theo phần còn thiếu"),
    },
    LeftCode: {
        LeftCode.NO_SOURCE: _("không nguồn kinh phí nào được chi cho chương trình"),
        LeftCode.TOO_FEW: _("không đủ người để mở một lớp"),
        LeftCode.NO_CLASS: _("chương trình không được mở lớp"),
        LeftCode.NO_PLACE: _("có lớp nhưng chưa được xếp"),
    },
    ScenarioState: {
        ScenarioState.PREPARED: _("Chưa chạy"),
        ScenarioState.WAITING: _("Chờ đến lượt"),
        ScenarioState.RUNNING: _("Đang tìm phương án"),
        ScenarioState.DONE: _("Đã có phương án"),
        ScenarioState.CANCELLED: _("Đã dừng"),
        ScenarioState.FAILED: _("Không làm được"),
    },
    AwayReason: {
        AwayReason.ABSENT: _("Vắng mặt dài ngày"),
        AwayReason.TRIP: _("Đi nước ngoài"),
        AwayReason.IN_CLASS: _("Đang học một lớp tập trung khác"),
    },
    ExclusionCode: {
        ExclusionCode.NO_PROGRAMME: _(
            "chưa có chương trình nào đáp ứng, hoặc không mở theo hình thức đã chọn"
        ),
        ExclusionCode.TOO_LONG: _("chương trình dài, cử đi theo diện cá nhân"),
        ExclusionCode.HELD_ELSEWHERE: _("chương trình học ở nước ngoài hoặc liên kết"),
        ExclusionCode.REFUSED: _("chưa đủ điều kiện cử đi học"),
        ExclusionCode.LACKS_PREREQUISITE: _("chưa có văn bằng, chứng chỉ đầu vào"),
        ExclusionCode.STUDYING: _("đang học, đã được đề cử hoặc đã có trong kế hoạch được duyệt"),
        ExclusionCode.RETIRED_BY_THEN: _("đến tuổi nghỉ hưu trước năm kế hoạch"),
        ExclusionCode.AWAY: _("vắng mặt dài ngày, không còn đủ tháng cho một lớp trong năm"),
    },
    # Sentences with figures, filled with `Assumption.words`.
    AssumptionCode: {
        AssumptionCode.BUDGET_OF_OTHER_YEAR: _("Chưa có kinh phí của năm này, lấy theo năm %(other_year)s."),
        AssumptionCode.BUDGET_COMMITTED: _(
            "Đã trừ %(millions)s triệu đồng mà các kế hoạch đã duyệt của năm này cần."
        ),
        AssumptionCode.MONTHS_BEGUN: _(
            "%(months)s tháng đầu năm đã bắt đầu: không xếp lớp mới vào những tháng ấy."
        ),
        AssumptionCode.CENTRAL_TARGETS: _(
            "%(programmes)s chương trình có chỉ tiêu trung ương giao: cử nhiều nhất bằng số còn lại."
        ),
        AssumptionCode.VENUES_FROM_CLASSES: _(
            "Chưa khai địa điểm: lấy %(venues)s nơi đã mở lớp ba năm gần đây, mỗi nơi %(rooms)s phòng mọi tháng."
        ),
        AssumptionCode.ONLINE_UNLIMITED: _("Lớp trực tuyến không giới hạn số phòng."),
        AssumptionCode.LECTURERS_UNLIMITED: _(
            "Chưa khai giờ giảng của giảng viên: coi như luôn mời đủ giảng viên."
        ),
        AssumptionCode.LECTURERS_OF_SOME_UNLIMITED: _(
            "%(groups)s nhóm chương trình chưa khai giảng viên: coi như luôn mời đủ."
        ),
        AssumptionCode.AREAS_FROM_DISTRICTS: _(
            "Địa bàn lấy theo huyện mà mỗi xã thuộc về trước ngày %(day)s."
        ),
        AssumptionCode.ONE_AREA: _("Chưa có đơn vị cấp huyện: coi cả tỉnh là một địa bàn."),
        AssumptionCode.DISTANCES: _(
            "%(count)s khoảng cách chưa khai: cùng địa bàn lấy 10 km, khác địa bàn 60 km."
        ),
        AssumptionCode.RELEASE_SHARE: _(
            "Đơn vị chưa đặt giới hạn riêng: mỗi tháng không quá %(share)s %% nhân sự học tập trung, ít nhất 1 người."
        ),
        AssumptionCode.SOURCES_PAY_ALL: _("Nguồn chưa khai phạm vi chi thì chi được cho mọi chương trình."),
        AssumptionCode.CLASS_SIZES: _(
            "Chương trình chưa khai sĩ số: mỗi lớp từ %(least)s đến %(most)s học viên."
        ),
        AssumptionCode.MODES: _(
            "Chương trình chưa khai hình thức thì theo danh mục; bồi dưỡng không có thực tế, trừ quốc phòng – an ninh, "
            "mở được trực tuyến đến 40 ngày và không tập trung từ 20 ngày."
        ),
        AssumptionCode.LONG_COURSES_CARRIED: _(
            "Lớp dài hơn %(months)s tháng được xếp khai giảng đầu năm; phần còn lại chuyển sang năm sau."
        ),
        AssumptionCode.NO_LECTURER_NORM: _("Chưa có định mức thù lao giảng viên: tính bằng 0."),
        AssumptionCode.NO_MEALS_NORM: _("Chưa có định mức tiền ăn của học viên: tính bằng 0."),
        AssumptionCode.NO_ROOM_NORM: _("Chưa có định mức tiền phòng nghỉ của học viên: tính bằng 0."),
        AssumptionCode.NORMS_UNVERIFIED: _(
            "%(count)s định mức là mức mẫu, chưa đối chiếu nghị quyết của tỉnh."
        ),
        AssumptionCode.LECTURER_TIER: _("Thù lao mọi buổi tính theo mức của giảng viên trường tỉnh."),
        AssumptionCode.NO_SURVEY: _("Chưa có phiếu nhu cầu đã ký của năm này: không tính nguyện vọng."),
        AssumptionCode.PRIORITIES_COUNTED: _(
            "Đã tính %(needs)s nhu cầu trong phiếu đã ký, theo mức ưu tiên người và đơn vị ghi: %(first)s ở mức 1, "
            "%(second)s ở mức 2, %(third)s ở mức 3."
        ),
        AssumptionCode.AWAY_COUNTED: _(
            "%(people)s người vắng mặt dài ngày hoặc đang học tập trung trong năm: không xếp lớp vào những tháng ấy."
        ),
        AssumptionCode.CANNOT_LEAVE: _(
            "Coi là khó rời việc: người giữ chức vụ lãnh đạo và người ở đơn vị không quá %(heads)s người."
        ),
        AssumptionCode.QUOTA_UNITS: _(
            "%(units)s đơn vị nhận chỉ tiêu: đơn vị từng có chỉ tiêu ba năm gần đây, còn lại là đơn vị trực thuộc tỉnh."
        ),
        AssumptionCode.RUNNING_COUNTED: _(
            "Đã trừ phòng, giờ giảng của %(classes)s lớp đang hoặc sẽ chạy trong năm, %(to_come)s lớp của kế hoạch đã "
            "duyệt chưa mở, và %(learners)s lượt người đang học."
        ),
    },
}
